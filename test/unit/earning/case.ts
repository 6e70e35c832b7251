import type { Earner, EarningLine, Occasion, Room } from "../../../src/earning";

/** An occasion under a program and what it must come to, as derived by hand beside it. */
export interface Case {
  readonly name: string;
  /** Of `earning` only; without `base` the base rate gives nothing. */
  readonly earning: object;
  /** Further parts of the document. */
  readonly more?: object;
  readonly lines?: readonly EarningLine[];
  readonly occasion?: Partial<Occasion>;
  readonly earner?: Partial<Earner>;
  readonly room?: Partial<Room>;
  /** `rule line amount`; other units than points, other shares than value come after: see `told`. */
  readonly given: readonly string[];
  /** `rule why`, then what is missing, the better rule, until when. */
  readonly passed?: readonly string[];
}

export const points = (amount: number, more: object = {}) => ({ type: "points", amount, ...more });
export const stamps = (amount: number, more: object = {}) => ({
  type: "stamps",
  card: "coffee",
  amount,
  ...more,
});
export const twice = (...of: string[]) => ({
  type: "multiply",
  percent: 200,
  ...(of.length > 0 ? { of } : {}),
});

/** A member who got something of a rule before, in every period the same. */
export const gotBefore = (amount: number, times: number, lastAt: number | null = null) => ({
  counts: () => ({ amount, times, lastAt }),
});
