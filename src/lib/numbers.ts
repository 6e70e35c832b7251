/** Largest amount of money (minor units) or points that we accept anywhere. */
export const MAX_AMOUNT = 1_000_000_000_000;

export type Rounding = "floor" | "nearest" | "ceil";

/**
 * a × b ÷ c in exact integer arithmetic, rounded once. All three are whole numbers ≥ 0, c > 0.
 * `nearest` rounds halves up. Products reach 10^24, so this goes through BigInt where needed.
 */
export function mulDiv(a: number, b: number, c: number, rounding: Rounding = "floor"): number {
  const product = a * b;
  if (product + c <= Number.MAX_SAFE_INTEGER) {
    const rest = product % c;
    const whole = (product - rest) / c;
    return whole + carry(rest * 2 >= c, rest > 0, rounding);
  }
  const exact = BigInt(a) * BigInt(b);
  const divisor = BigInt(c);
  const rest = exact % divisor;
  return Number(exact / divisor) + carry(rest * 2n >= divisor, rest > 0n, rounding);
}

function carry(isHalfOrMore: boolean, hasRest: boolean, rounding: Rounding): number {
  if (rounding === "floor") return 0;
  return rounding === "ceil" ? Number(hasRest) : Number(isHalfOrMore);
}

/**
 * Spreads a whole number over weights so that the parts add up exactly: each gets its floor, the
 * remainder goes one by one to the largest fractions, ties to the earlier (Hamilton's method).
 * With all weights 0 everything goes to the first.
 */
export function spread(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (weights.length === 0) return [];
  if (sum === 0) return weights.map((_, i) => (i === 0 ? total : 0));
  const parts = weights.map((w) => mulDiv(total, w, sum));
  let left = total - parts.reduce((a, b) => a + b, 0);
  if (left === 0) return parts;
  const order = weights
    .map((weight, i) => ({ i, rest: remainder(total, weight, sum) }))
    .sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest < b.rest ? 1 : -1));
  for (const { i } of order) {
    if (left === 0) break;
    parts[i] = (parts[i] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}

/** What a × b leaves when divided by c, all whole. */
function remainder(a: number, b: number, c: number): number {
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER) return product % c;
  return Number((BigInt(a) * BigInt(b)) % BigInt(c));
}

/** The median of numbers, the mean of the middle two when even; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
