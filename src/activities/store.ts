import { givenLotsStatement, givenVouchersStatement, renumberedLedger } from "../awards";
import { insertRow, type Statement, statement } from "../core/database";
import type { Belonging } from "../members";
import type { ActivityRow } from "./tables";

export const insertActivity = (row: ActivityRow): Statement => insertRow("activities", row);

/** It is taken back, under the guard of its member. */
export const updateActivity = (row: ActivityRow): Statement =>
  statement(
    `UPDATE activities SET ledger = ?3, reversal = ?4, reversed_at = ?5 WHERE shop = ?1 AND id = ?2`,
    row.shop,
    row.id,
    row.ledger,
    row.reversal,
    row.reversed_at,
  );

/** Reads the lots that an activity filled or that its full stamp cards took, by their full keys. */
export const ownLots = (shop: string, key: string): Statement =>
  givenLotsStatement("activities", "a.shop = ?1 AND a.id = ?2", [shop, key]);

/** Reads the vouchers that an activity gave, and what replaced them. */
export const ownVouchers = (shop: string, key: string): Statement =>
  givenVouchersStatement(
    "a.ledger",
    "(SELECT ledger FROM activities WHERE shop = ?1 AND id = ?2) a",
    [shop, key],
  );

/** What a member did, with what it gave. */
export const activitiesOfMember: Belonging = {
  table: "activities",
  column: "member",
  key: ["id"],
  renumber: (to) => ({ ledger: renumberedLedger("ledger", to) }),
};

/** Empties what the shop told of a member's activities in words and numbers of its own. */
export const eraseActivities = (shop: string, member: string): Statement[] => [
  statement(
    `UPDATE activities INDEXED BY activities_by_member SET data = NULL
     WHERE shop = ?1 AND member = ?2 AND data IS NOT NULL`,
    shop,
    member,
  ),
];
