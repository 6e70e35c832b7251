import { insertRow, type Statement, statement } from "../core/database";
import { lotsColumn, type Who } from "../ledger";
import { type Belonging, type Merger, renumberedTakes } from "../members";
import type { DonationRow } from "./tables";

export const findDonation = (shop: string, id: string): Statement =>
  statement("SELECT * FROM donations WHERE shop = ?1 AND id = ?2", shop, id);

export type DonationWithLots = DonationRow & { readonly lots: string | null };

/** A member's donation with the lots that it took from, wherever they are now. */
export function findDonationWithLots(who: Who, id: string): Statement {
  const lots = lotsColumn(
    `json_each(d.takes) t CROSS JOIN json_each('["available","closed"]') s
     CROSS JOIN lots l ON l.shop = d.shop AND l.member = d.member AND l.unit = d.unit
       AND l.state = s.value AND l.due_at = t.value ->> 2 AND l.lot = t.value ->> 0`,
  );
  const n = who.params.length + 1;
  return statement(
    `SELECT d.*, ${lots} AS lots FROM donations d
     WHERE d.shop = ?1 AND d.id = ?${n} AND d.member = ${who.sql}`,
    ...who.params,
    id,
  );
}

/** A member's donations, the latest first. */
export function donationsStatement(
  who: Who,
  before: readonly (string | number)[],
  limit: number,
): Statement {
  const n = who.params.length;
  return statement(
    `SELECT * FROM donations WHERE shop = ?1 AND member = ${who.sql}
       AND (created_at, id) < (?${n + 1}, ?${n + 2})
     ORDER BY created_at DESC, id DESC LIMIT ?${n + 3}`,
    ...who.params,
    ...before,
    limit,
  );
}

export const insertDonation = (row: DonationRow): Statement => insertRow("donations", row);

export const reverseDonationRow = ({ shop, id, reversed_at, reversal }: DonationRow): Statement =>
  statement(
    "UPDATE donations SET reversed_at = ?3, reversal = ?4 WHERE shop = ?1 AND id = ?2",
    shop,
    id,
    reversed_at,
    reversal,
  );

/** What a member gave of their points or money. */
export const donationsOfMember: Belonging = {
  table: "donations",
  column: "member",
  key: ["id"],
  renumber: (to) => ({ takes: renumberedTakes("takes", to) }),
};

/** What stands of the donations of two who are one adds up; the alias's own sums stay as they were. */
export const mergeGiving: Merger = {
  key: "giving",
  statements: 0,
  load: () => [],
  merge: (ctx, { target, source }) => {
    target.writes.push(
      statement(
        `INSERT INTO giving (shop, member, cause, by_points, by_money)
         SELECT shop, ?2, cause, by_points, by_money FROM giving WHERE shop = ?1 AND member = ?3
         ON CONFLICT DO UPDATE SET by_points = by_points + excluded.by_points,
           by_money = by_money + excluded.by_money`,
        ctx.shop.id,
        target.row.id,
        source.row.id,
      ),
    );
  },
  undo: (ctx, { target, source }) => {
    const theirs = (column: string) =>
      `coalesce((SELECT s.${column} FROM giving s WHERE s.shop = giving.shop AND s.member = ?3
         AND s.cause = giving.cause), 0)`;
    target.writes.push(
      statement(
        `UPDATE giving SET by_points = max(0, by_points - ${theirs("by_points")}),
           by_money = max(0, by_money - ${theirs("by_money")})
         WHERE shop = ?1 AND member = ?2`,
        ctx.shop.id,
        target.row.id,
        source.row.id,
      ),
    );
  },
};
