import type { Statement } from "../core/database";
import type { Fact } from "../core/facts";
import { freeCodes, lowFacts, withAlarm } from "./rules";
import { countIssued, countReturned, type DrawnPool, moveCode } from "./store";

/** A code that a commit gives away, with what makes it so. */
export interface TakenCode {
  readonly code: string;
  /** ms since epoch; null: never. */
  readonly expiresAt: number | null;
  readonly writes: readonly Statement[];
  /** The alarm, where this was one too many. */
  readonly facts: readonly Fact[];
}

/**
 * Takes the code that was drawn with a pool; null where none is left. Of two who drew the same one
 * the later commit is refused, loads again and draws another.
 *
 * @param cause of what it is given for, e.g. `redemption:<id>`
 */
export function takeCode(pool: DrawnPool, cause: string, now: number): TakenCode | null {
  const { shop, id, code, expires_at: expiresAt } = pool;
  if (code === null || freeCodes(pool, now) <= 0) return null;
  const after = withAlarm({ ...pool, issued: pool.issued + 1 });
  const facts = lowFacts(pool, after);
  const move = { shop, pool: id, code, from: "free", to: "issued", cause } as const;
  const writes = [moveCode(move, now), countIssued(pool, facts.length > 0)];
  return { code, expiresAt, writes, facts };
}

interface Taken {
  readonly shop: string;
  readonly pool: string;
  readonly code: string;
}

/** A code that somebody saw is void once it is taken back: nobody else gets it. */
export const voidCode = (taken: Taken, now: number): Statement[] => [
  moveCode({ ...taken, from: "issued", to: "void", cause: null }, now),
  countReturned(taken.shop, taken.pool, "void"),
];

/** A code that was only kept for somebody is free again. */
export const freeCode = (taken: Taken, now: number): Statement[] => [
  moveCode({ ...taken, from: "issued", to: "free", cause: null }, now),
  countReturned(taken.shop, taken.pool, "free"),
];
