import type { Context } from "../core/context";
import { insertRow, type Statement, statement } from "../core/database";
import type { JoinRow } from "./tables";

/** What names a pending join, and its timers. */
export interface JoinKey {
  readonly address: string;
  readonly slot: number;
}

export const subjectOf = ({ address, slot }: JoinKey): string => `${address}:${slot}`;

export function keyIn(subject: string): JoinKey {
  const at = subject.lastIndexOf(":");
  return { address: subject.slice(0, at), slot: Number(subject.slice(at + 1)) };
}

export const joinStatement = (ctx: Context, { address, slot }: JoinKey): Statement =>
  statement(
    "SELECT * FROM joins WHERE shop = ?1 AND address = ?2 AND slot = ?3",
    ctx.shop.id,
    address,
    slot,
  );

/** When an address asked to join, from a slot on. */
export const requestsSince = (ctx: Context, { address, slot }: JoinKey): Statement =>
  statement(
    "SELECT requested_at FROM joins WHERE shop = ?1 AND address = ?2 AND slot >= ?3",
    ctx.shop.id,
    address,
    slot,
  );

export const insertJoin = (row: JoinRow): Statement => insertRow("joins", row);

/** The join is done: what is left tells a second click whose card to show. */
export const endJoin = (ctx: Context, { address, slot }: JoinKey, member: string): Statement =>
  statement(
    `UPDATE joins SET email = NULL, name = NULL, ticked = '[]', referral_code = NULL, member = ?4
     WHERE shop = ?1 AND address = ?2 AND slot = ?3`,
    ctx.shop.id,
    address,
    slot,
    member,
  );

export const deleteJoin = (ctx: Context, { address, slot }: JoinKey): Statement =>
  statement(
    "DELETE FROM joins WHERE shop = ?1 AND address = ?2 AND slot = ?3",
    ctx.shop.id,
    address,
    slot,
  );

/**
 * Empties what an erased member typed into the form. The member's row still has the profile when
 * this statement runs, as a commit writes it last.
 */
export const eraseJoins = (shop: string, member: string): Statement[] => [
  statement(
    `DELETE FROM joins WHERE shop = ?1 AND (member = ?2 OR lower(email) IN
       (SELECT i.value ->> 'value' FROM members m, json_each(m.profile, '$.identifiers') i
        WHERE m.shop = ?1 AND m.id = ?2 AND i.value ->> 'kind' = 'email'))`,
    shop,
    member,
  ),
];
