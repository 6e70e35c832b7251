import type { Fact } from "../core/facts";
import type { PoolRow } from "./tables";

/** Codes that can still be given, of a pool that has not expired at `now`. */
export const freeCodes = (pool: PoolRow, now: number): number =>
  pool.expires_at !== null && pool.expires_at <= now
    ? 0
    : pool.imported - pool.issued - pool.voided;

/** Fewer free codes than the shop wants to have. */
export const isLow = (pool: PoolRow): boolean => unused(pool) < pool.low_below;

const unused = ({ imported, issued, voided }: PoolRow): number => imported - issued - voided;

/** A changed pool with its alarm as it must stand: raised once, until there are enough again. */
export const withAlarm = (pool: PoolRow): PoolRow => ({
  ...pool,
  is_low_told: Number(isLow(pool)),
});

/** The alarm, where a change raises it. */
export const lowFacts = (before: PoolRow, after: PoolRow): Fact[] =>
  before.is_low_told === 0 && isLow(after)
    ? [{ type: "pool_low", pool: after.id, free: unused(after), lowBelow: after.low_below }]
    : [];

/** Codes of a page, each once, without spaces around them; what is empty is none. */
export const codesIn = (given: readonly string[]): string[] => [
  ...new Set(given.map((code) => code.trim()).filter((code) => code !== "")),
];
