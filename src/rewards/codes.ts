import { type Batch, firstOf, type Statement } from "../core/database";
import { DomainError, LoadMore } from "../core/errors";
import type { Fact } from "../core/facts";
import { toIso } from "../lib/time";
import type { OpenMember } from "../members";
import { type DrawnPool, freeCode, takeCode, voidCode } from "../pools";
import type { Program } from "../program";
import type { Choice } from "./choose";
import { causeOf } from "./keys";
import type { RedemptionRow } from "./tables";

/* Rewards that are a code of somebody else's, from a pool. */

/** A code that a redemption holds, or gave; `expiresAt` null: never. */
interface CodeGiven {
  readonly pool: string;
  readonly code: string;
  readonly expiresAt: number | null;
}

/** Whose codes are drawn from with the next load. */
export interface AsksPool {
  pool: string;
}

/**
 * Has the pool loaded whose codes a reward gives: only the program says which, and it comes with the
 * first load.
 *
 * @throws {LoadMore}
 */
export function askPool(asks: AsksPool, { parts }: Program, rewardId: string): void {
  const reward = parts.rewards.find(({ id }) => id === rewardId);
  if (reward?.kind !== "code_pool" || reward.pool === asks.pool) return;
  asks.pool = reward.pool;
  throw new LoadMore();
}

/** The pool among the rows that a redemption loads. */
export const drawnIn = (rows: Batch): DrawnPool | null => firstOf<DrawnPool>(rows, 3);

/** Tells it from units in the same column; no unit is called so. */
const CODE = "~code";

/**
 * Takes the drawn code for a redemption of a reward that gives some. One that is held keeps it from everybody, and shows it to
 * nobody until it is captured.
 *
 * @throws {DomainError} reward_out_of_stock
 */
export function withCode(
  member: OpenMember,
  { reward, pool }: Choice,
  row: RedemptionRow,
): { readonly row: RedemptionRow; readonly facts: readonly Fact[] } {
  if (reward.kind !== "code_pool") return { row, facts: [] };
  const taken = pool && takeCode(pool, causeOf(row.id), member.book.now);
  if (!taken) throw new DomainError("reward_out_of_stock");
  member.writes.push(...taken.writes);
  const given = JSON.stringify([CODE, pool.id, taken.code, taken.expiresAt]);
  return { row: { ...row, given }, facts: taken.facts };
}

export function codeOf({ given }: Pick<RedemptionRow, "given">): CodeGiven | null {
  const [kind, pool, code, expiresAt] = JSON.parse(given ?? "[]") as [
    string?,
    ...[string, string, number | null],
  ];
  return kind === CODE ? { pool, code, expiresAt } : null;
}

/** A code is told to whoever holds it for good. */
export function givenCode(row: RedemptionRow) {
  const given = row.status === "captured" ? codeOf(row) : null;
  return given ? { code: { code: given.code, expiresAt: toIso(given.expiresAt) } } : {};
}

/** What becomes of a redemption's code when it ends: one that nobody saw is free again, else void. */
export function codeBack(row: RedemptionRow, now: number): Statement[] {
  const given = codeOf(row);
  if (!given) return [];
  const taken = { shop: row.shop, pool: given.pool, code: given.code };
  return row.status === "held" ? freeCode(taken, now) : voidCode(taken, now);
}
