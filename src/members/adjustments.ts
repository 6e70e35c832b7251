import type { Context } from "../core/context";
import { type Position, pageOf, positionOf } from "../core/cursor";
import { insertRow, rowsOf, type Statement, statement } from "../core/database";
import { read } from "../core/transact";
import { type AdjustmentRow, lotsColumn, type Who } from "../ledger";
import { NEVER, toIso } from "../lib/time";
import type { AdjustmentFollower } from "./follow";
import { exists, idIn, type Page } from "./history";
import { type Belonging, renumberedTakes } from "./merging";
import { parseRef, whoIs } from "./refs";

export interface AdjustmentFields {
  readonly id?: string | undefined;
  readonly unit: string;
  /** Signed; never 0. */
  readonly amount: number;
  readonly reason: string;
  readonly note?: string | undefined;
  readonly actor?: string | undefined;
  readonly expiresAt?: number | undefined;
}

/** The cause of an adjustment's transfers. */
export const adjustmentCause = (id: string): string => `adjustment:${id}`;

export type AdjustmentWithLots = AdjustmentRow & { readonly lots: string };

/** Reads an adjustment with the lots it filled or emptied, by their keys. */
export function findAdjustment(who: Who, id: string): Statement {
  const lots = lotsColumn(
    `json_each(coalesce(a.takes, json_array(json_array(a.lot, a.amount, a.expires_at)))) t
     CROSS JOIN json_each('["available","closed"]') s
     CROSS JOIN lots l ON l.shop = a.shop AND l.member = a.member AND l.unit = a.unit
       AND l.state = s.value AND l.due_at = t.value ->> 2 AND l.lot = t.value ->> 0`,
  );
  return statement(
    `SELECT a.*, ${lots} AS lots FROM adjustments a
     WHERE a.shop = ?1 AND a.member = ${who.sql} AND a.id = ?${who.params.length + 1}`,
    ...who.params,
    id,
  );
}

export const insertAdjustment = (row: AdjustmentRow): Statement => insertRow("adjustments", row);

/** Whether a request asks for what was done under this id; a note may have been erased since. */
export const isSameAdjustment = (row: AdjustmentRow, fields: AdjustmentFields): boolean =>
  row.unit === fields.unit &&
  row.amount === fields.amount &&
  row.reason === fields.reason &&
  (row.note === null || row.note === (fields.note ?? null)) &&
  row.actor === (fields.actor ?? null) &&
  (fields.expiresAt === undefined || row.expires_at === fields.expiresAt);

export const adjustmentView = (row: AdjustmentRow) => ({
  id: row.id,
  unit: row.unit,
  amount: row.amount,
  reason: row.reason,
  note: row.note,
  actor: row.actor,
  owed: row.owed,
  expiresAt: row.expires_at === null || row.expires_at >= NEVER ? null : toIso(row.expires_at),
  createdAt: toIso(row.created_at),
  reversedAt: toIso(row.reversed_at),
});

/** What staff gave and took, the latest first. One round trip. */
export async function listAdjustments(ctx: Context, ref: string, page: Page) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const before = positionOf(page.cursor, ["number", "string"]) ?? [NEVER, ""];
  const n = who.params.length;
  const rows = await read(ctx, [
    exists(who),
    statement(
      `SELECT * FROM adjustments WHERE shop = ?1 AND member = ${who.sql}
         AND (created_at, id) < (?${n + 1}, ?${n + 2})
       ORDER BY created_at DESC, id DESC LIMIT ?${n + 3}`,
      ...who.params,
      ...before,
      page.limit + 1,
    ),
  ]);
  idIn(rows);
  const position = (row: AdjustmentRow): Position => [row.created_at, row.id];
  return pageOf(rowsOf<AdjustmentRow>(rows, 1), page.limit, adjustmentView, position);
}

/** What staff gave a member and took; one of an id that both members know stays where it is. */
export const adjustmentsOfMember = (followers: readonly AdjustmentFollower[]): Belonging => ({
  table: "adjustments",
  column: "member",
  key: ["id"],
  renumber: (to) => ({
    lot: `lot + ${to.by}`,
    takes: `iif(takes IS NULL, NULL, ${renumberedTakes("takes", to)})`,
    followed: followers.reduce((json, { key, renumber }) => {
      const kept = `'$.kept.${key}'`;
      return `iif(json_type(followed, ${kept}) = 'object',
        json_replace(${json}, ${kept}, json(${renumber(`(followed -> ${kept})`, to)})), ${json})`;
    }, "followed"),
  }),
});
