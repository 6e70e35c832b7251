import { insertRow, type Statement, statement } from "../core/database";
import { eraseAnswers } from "../core/idempotency";
import { lotsColumn, type Who } from "../ledger";
import { NEVER } from "../lib/time";
import { type Belonging, renumberedTakes } from "../members";
import type { GiftRow } from "./tables";

/** The cause of a gift's transfers, on both sides. */
export const causeOf = (id: string): string => `gift:${id}`;

export const findGift = (shop: string, id: string): Statement =>
  statement("SELECT * FROM member_gifts WHERE shop = ?1 AND id = ?2", shop, id);

/** A gift with the lots it was taken from and came into, wherever they are now. */
export type GiftWithLots = GiftRow & { readonly given: string; readonly got: string };

const lotsOf = (member: "giver" | "receiver", list: "takes" | "lots"): string =>
  lotsColumn(
    `json_each(g.${list}) t CROSS JOIN json_each('["available","closed"]') s
     CROSS JOIN lots l ON l.shop = g.shop AND l.member = g.${member} AND l.unit = g.unit
       AND l.state = s.value AND l.due_at = t.value ->> 2 AND l.lot = t.value ->> 0`,
  );

export const giftWithLots = (shop: string, id: string): Statement =>
  statement(
    `SELECT g.*, ${lotsOf("giver", "takes")} AS given, ${lotsOf("receiver", "lots")} AS got
     FROM member_gifts g WHERE g.shop = ?1 AND g.id = ?2`,
    shop,
    id,
  );

export const whoIsGiver = (shop: string, id: string): Who => whoOf("giver", shop, id);
export const whoIsReceiver = (shop: string, id: string): Who => whoOf("receiver", shop, id);

const whoOf = (side: string, shop: string, id: string): Who => ({
  sql: `(SELECT ${side} FROM member_gifts WHERE shop = ?1 AND id = ?2)`,
  params: [shop, id],
});

export const insertGift = (row: GiftRow): Statement => insertRow("member_gifts", row);

export const updateGift = (row: GiftRow): Statement =>
  statement(
    `UPDATE member_gifts SET reversed_at = ?3, returned = ?4, reversal = ?5
     WHERE shop = ?1 AND id = ?2`,
    row.shop,
    row.id,
    row.reversed_at,
    row.returned,
    row.reversal,
  );

/** What a member gave and got; gifts between two who are one stay as they were. */
export const giftsOfMember: readonly Belonging[] = [
  {
    table: "member_gifts",
    column: "giver",
    key: ["id"],
    renumber: (to) => ({ takes: renumberedTakes("takes", to) }),
  },
  {
    table: "member_gifts",
    column: "receiver",
    key: ["id"],
    renumber: (to) => ({ lots: renumberedTakes("lots", to) }),
    lots: "SELECT t.value ->> 0 AS lot FROM json_each(x.lots) t",
  },
];

/** Gifts sent and received before a place, the latest first; one more than `limit`. */
export function giftsStatement(who: Who, [before, id]: [number, string], limit: number): Statement {
  const n = who.params.length;
  const of = (side: string) =>
    `SELECT * FROM (SELECT * FROM member_gifts WHERE shop = ?1 AND ${side} = ${who.sql}
       AND (created_at, id) < (?${n + 1}, ?${n + 2})
     ORDER BY created_at DESC, id DESC LIMIT ?${n + 3})`;
  return statement(
    `${of("giver")} UNION ALL ${of("receiver")}
     ORDER BY created_at DESC, id DESC LIMIT ?${n + 3}`,
    ...who.params,
    before,
    id,
    limit + 1,
  );
}

/** Where a list of gifts begins. */
export const LATEST: [number, string] = [NEVER, ""];

/** What was said with gifts goes with either of the two, also from what the giver was answered. */
export const eraseGiftMessages = (shop: string, member: string): Statement[] => [
  eraseAnswers(
    "SELECT giver FROM member_gifts WHERE shop = ?1 AND receiver = ?2 AND message IS NOT NULL",
    "body ->> '$.gift.to' = ?2",
    shop,
    member,
  ),
  ...["giver", "receiver"].map((side) =>
    statement(
      `UPDATE member_gifts SET message = NULL WHERE shop = ?1 AND ${side} = ?2 AND message IS NOT NULL`,
      shop,
      member,
    ),
  ),
];
