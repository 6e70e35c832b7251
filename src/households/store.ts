import { insertRow, type Statement, statement } from "../core/database";
import type { Who } from "../ledger";
import { encodeKeyId } from "../lib/ids";
import type { Belonging } from "../members";
import type { HouseholdMemberRow, HouseholdRow, MoveRow } from "./tables";

/** Our id of a household, which carries the shop's own where it gave one. */
export const householdId = (id: string): string =>
  id.startsWith("hhd_") ? id : encodeKeyId("hhd", [id]);

export const whoIsHousehold = (shop: string, id: string): Who => ({
  sql: "?2",
  params: [shop, householdId(id)],
});

/** The household that a member belongs to. */
export const whoIsHouseholdOf = (who: Who): Who => ({
  sql: `(SELECT p.household FROM members p WHERE p.shop = ?1 AND p.id = ${who.sql})`,
  params: who.params,
});

export const findHousehold = (who: Who): Statement =>
  statement(`SELECT * FROM households WHERE shop = ?1 AND id = ${who.sql}`, ...who.params);

/** Who belongs to a household, the longest standing first. */
export const rosterStatement = (who: Who): Statement =>
  statement(
    `SELECT * FROM household_members
     WHERE shop = ?1 AND household = ${who.sql} ORDER BY joined_at, member`,
    ...who.params,
  );

export const findMove = (who: Who, id: string): Statement =>
  statement(
    `SELECT * FROM household_moves
     WHERE shop = ?1 AND household = ${who.sql} AND id = ?${who.params.length + 1}`,
    ...who.params,
    id,
  );

export const insertHousehold = (row: HouseholdRow): Statement => insertRow("households", row);
export const insertMove = (row: MoveRow): Statement => insertRow("household_moves", row);

export const updateHousehold = (row: HouseholdRow): Statement =>
  statement(
    "UPDATE households SET owner = ?3, name = ?4, closed_at = ?5 WHERE shop = ?1 AND id = ?2",
    row.shop,
    row.id,
    row.owner,
    row.name,
    row.closed_at,
  );

/** Of somebody who joins, or of whom something changes. */
export const putRow = (row: HouseholdMemberRow): Statement =>
  statement(
    `INSERT INTO household_members (shop, household, member, role, limits, contributed, drawn,
       joined_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
     ON CONFLICT DO UPDATE SET role = excluded.role, limits = excluded.limits,
       contributed = excluded.contributed, drawn = excluded.drawn,
       joined_at = excluded.joined_at`,
    row.shop,
    row.household,
    row.member,
    row.role,
    row.limits,
    row.contributed,
    row.drawn,
    row.joined_at,
  );

/** Somebody left: what they put in and took is settled, and stays in the moves. */
export const dropRow = (row: HouseholdMemberRow): Statement =>
  statement(
    "DELETE FROM household_members WHERE shop = ?1 AND household = ?2 AND member = ?3",
    row.shop,
    row.household,
    row.member,
  );

/** Rows of the household that a member belongs to. */
const OWN = "(SELECT p.household FROM members p WHERE p.shop = ?1 AND p.id = ?2)";

/** A member's place in a household, with what they put in and drew. */
export const placesOfMember: readonly Belonging[] = [
  {
    table: "household_members",
    column: "member",
    key: ["household"],
    rows: `x.household = ${OWN}`,
  },
  { table: "households", column: "owner", key: ["id"], rows: `x.id = ${OWN}` },
  {
    table: "household_moves",
    column: "member",
    key: ["household", "id"],
    rows: `x.household = ${OWN}`,
  },
];
