import { insertRow, type Statement, statement } from "../core/database";
import { lotsColumn, type Who } from "../ledger";
import { type Belonging, renumberedTakes } from "../members";
import type { PerkUseRow } from "./tables";

export const findUse = (shop: string, id: string): Statement =>
  statement("SELECT * FROM perk_uses WHERE shop = ?1 AND id = ?2", shop, id);

/** Whose use it is. */
export const whoUsed = (shop: string, id: string): Who => ({
  sql: "(SELECT member FROM perk_uses WHERE shop = ?1 AND id = ?2)",
  params: [shop, id],
});

export type PerkUseWithLots = PerkUseRow & { readonly lots: string | null };

/** A use with the lots it took from, wherever they are now. */
export function findUseWithLots(shop: string, id: string): Statement {
  const lots = lotsColumn(
    `json_each(coalesce(u.takes, '[]')) t CROSS JOIN json_each('["available","closed"]') s
     CROSS JOIN lots l ON l.shop = u.shop AND l.member = u.member AND l.unit = 'perk:' || u.perk
       AND l.state = s.value AND l.due_at = t.value ->> 2 AND l.lot = t.value ->> 0`,
  );
  return statement(
    `SELECT u.*, ${lots} AS lots FROM perk_uses u WHERE u.shop = ?1 AND u.id = ?2`,
    shop,
    id,
  );
}

export const insertUse = (row: PerkUseRow): Statement => insertRow("perk_uses", row);

export const reverseUse = ({ shop, id, reversed_at, reversal }: PerkUseRow): Statement =>
  statement(
    "UPDATE perk_uses SET reversed_at = ?3, reversal = ?4 WHERE shop = ?1 AND id = ?2",
    shop,
    id,
    reversed_at,
    reversal,
  );

/** Uses by a member: each is a transfer too, by which it is found. */
export const usesOfMember: Belonging = {
  table: "perk_uses",
  column: "member",
  key: ["id"],
  rows: `x.id IN (SELECT substr(t.cause, length('perk_use:') + 1) FROM transfers t
    WHERE t.shop = ?1 AND t.reason = 'use' AND t.member IN
      (SELECT ?2 UNION ALL SELECT a.alias FROM aliases a WHERE a.shop = ?1 AND a.root = ?2))`,
  renumber: (to) => ({ takes: `iif(takes IS NULL, NULL, ${renumberedTakes("takes", to)})` }),
};
