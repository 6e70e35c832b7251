/* How soon a number of orders is reached by members who order at random at an even rate. */

/**
 * Probability of at least `n` events where `mean` are expected (Poisson, 1837).
 *
 * @param mean up to some hundreds
 */
export function atLeast(n: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let k = 0; k < n; k++) {
    below += term;
    term *= mean / (k + 1);
  }
  return Math.max(0, 1 - below);
}

/** A bisection of so many steps is exact to a thousandth of a day. */
const BISECTIONS = 30;

/** By when half of those had `n` events who have them within `span`; 0 where none are needed. */
export function medianWithin(n: number, rate: number, span: number): number {
  if (n <= 0) return 0;
  const half = atLeast(n, rate * span) / 2;
  let [low, high] = [0, span];
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (atLeast(n, rate * middle) < half) low = middle;
    else high = middle;
  }
  return high;
}
