import { mulDiv, spread, sum } from "../lib/numbers";
import { type LocalTime, localTime } from "../lib/time";
import { type Celled, celled } from "./cel-world";
import type { Counted } from "./compile";
import type { Earner, EarningLine, Occasion, Room } from "./types";

/** An occasion as the rules look at it; what several rules ask for is worked out once. */
export interface Moment {
  readonly occasion: Occasion;
  readonly earner: Earner;
  readonly room: Room;
  readonly local: () => LocalTime;
  /** What each line is worth as a rule counts, minor units. */
  readonly values: (counted: Counted) => readonly number[];
  readonly cel: () => Celled;
}

export function momentOf(occasion: Occasion, earner: Earner, room: Room): Moment {
  const values = new Map<string, readonly number[]>();
  const local = once(() => localTime(occasion.at, occasion.timeZone));
  return {
    occasion,
    earner,
    room,
    local,
    values: (counted) => {
      const known = values.get(counted.key);
      if (known) return known;
      const worth = valuesOf(counted, occasion);
      values.set(counted.key, worth);
      return worth;
    },
    cel: once(() => celled(occasion, earner, local())),
  };
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
}

/** Shipping and fees are money, but nothing that was bought. */
export const isPart = (line: EarningLine): boolean =>
  line.kind === "shipping" || line.kind === "fees";

function valuesOf({ tax, discounts }: Counted, occasion: Occasion): readonly number[] {
  const taxed = taxedAs(tax, occasion);
  return discounts === "before" ? beforeDiscounts(taxed, occasion) : taxed;
}

/** Each line with or without tax; the tax of the whole is spread over the lines by value. */
function taxedAs(tax: Counted["tax"], { lines, ...order }: Occasion): readonly number[] {
  const totals = lines.map((line) => line.total);
  const isAsCounted = order.taxIncluded === (tax === "included");
  if (isAsCounted || order.tax === 0) return totals;
  const shares = spread(order.tax, totals);
  const sign = tax === "included" ? 1 : -1;
  return totals.map((total, i) => Math.max(0, total + sign * (shares[i] ?? 0)));
}

/**
 * Adds the discounts of the whole to the products by value. They are told as the prices are, with
 * tax or without; so they are brought to how the rule counts in proportion.
 */
function beforeDiscounts(values: readonly number[], { lines, discounts }: Occasion): number[] {
  const products = lines.map((line) => line.kind === "product");
  const weights = values.filter((_, i) => products[i]);
  const total = sum(lines.filter((_, i) => products[i]).map((line) => line.total));
  const scaled = total === 0 ? discounts : mulDiv(discounts, sum(weights), total, "nearest");
  const shares = spread(scaled, weights);
  let next = 0;
  return values.map((value, i) => (products[i] ? value + (shares[next++] ?? 0) : value));
}
