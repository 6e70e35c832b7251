import { mulDiv, spread, sum } from "../lib/numbers";
import { type Conditions, isFor, type SoldLine, type VoucherEffect } from "../vouchers";
import type { Stacking } from "./program";

/* What codes take off a cart. Pure: the same cart and codes always come to the same. */

export interface CartLine extends SoldLine {
  readonly id: string;
  readonly quantity: number;
  /** Minor units, before codes. */
  readonly total: number;
}

export interface Cart {
  readonly lines: readonly CartLine[];
  readonly shipping: number;
}

/** Why a code is not taken; of money, how much is missing. */
export interface Reason {
  readonly code: string;
  readonly missing?: number;
}

/** A code that was typed, as far as anything is known of it. */
export interface Offer {
  /** As it is stored; the same code typed in two ways is one. */
  readonly key: string;
  /** null: it is unknown. */
  readonly effect: VoucherEffect | null;
  readonly conditions: Conditions;
  /** Why it cannot be used at all; empty where it can. */
  readonly reasons: readonly Reason[];
}

/** What a code comes to. */
export interface Discount {
  /** Of each line in the order of the cart, minor units; then of the shipping. */
  readonly lines: readonly number[];
  readonly shipping: number;
  readonly amount: number;
  /** Empty where it is taken. */
  readonly reasons: readonly Reason[];
}

/**
 * Which codes may be used together: in the order in which they were typed, so that a code is never
 * pushed out by a later one.
 *
 * @returns why each is not taken
 */
export function combined(offers: readonly Offer[], { maximumCodes }: Stacking): Reason[][] {
  const taken: Offer[] = [];
  return offers.map((offer) => {
    const reasons = offer.reasons.length > 0 ? [...offer.reasons] : whyNotWith(taken, offer);
    if (reasons.length === 0 && taken.length >= maximumCodes)
      reasons.push({ code: "too_many_codes" });
    if (reasons.length === 0) taken.push(offer);
    return reasons;
  });
}

function whyNotWith(taken: readonly Offer[], offer: Offer): Reason[] {
  if (taken.some(({ key }) => key === offer.key)) return [{ code: "code_repeated" }];
  const isApart = (a: Offer, b: Offer) =>
    a.conditions.combinable === "none" ||
    (a.conditions.combinable === "other_kinds" && a.effect?.kind === b.effect?.kind);
  const isRefused = taken.some((other) => isApart(offer, other) || isApart(other, offer));
  return isRefused ? [{ code: "voucher_not_combinable" }] : [];
}

/** What is left of a cart while codes are taken off one after the other. */
interface Left {
  readonly lines: number[];
  shipping: number;
  /** What all codes together may still take off the lines. */
  room: number;
}

/** What each code takes off, in the order in which they were typed. */
export function discountsOf(
  cart: Cart,
  offers: readonly Offer[],
  stacking: Stacking,
): readonly Discount[] {
  const reasons = combined(offers, stacking);
  const left: Left = {
    lines: cart.lines.map(({ total }) => total),
    shipping: cart.shipping,
    room: mulDiv(sum(cart.lines.map(({ total }) => total)), stacking.maximumPercent, 100),
  };
  const found = new Map<number, Discount>();
  const inTurn = offers
    .map((offer, index) => ({ offer, index, turn: turnOf(offer, stacking) }))
    .sort((a, b) => a.turn - b.turn || a.index - b.index);
  for (const { offer, index } of inTurn) {
    const why = reasons[index] ?? [];
    found.set(index, why.length > 0 ? nothing(cart, why) : takenOff(cart, left, offer));
  }
  return offers.map((_, index) => found.get(index) ?? nothing(cart, []));
}

const nothing = (cart: Cart, reasons: readonly Reason[]): Discount => ({
  lines: cart.lines.map(() => 0),
  shipping: 0,
  amount: 0,
  reasons,
});

/** Free products first, as they are one line's price; then money as the program says; then shipping. */
function turnOf({ effect }: Offer, { order }: Stacking): number {
  if (effect?.kind === "free_product") return 0;
  if (effect?.kind === "free_shipping") return 3;
  return (effect?.kind === "percent") === (order === "percent_first") ? 1 : 2;
}

/** Takes one code off what is left, and tells how much of each line that is. */
function takenOff(cart: Cart, left: Left, offer: Offer): Discount {
  const { effect, conditions } = offer;
  if (effect?.kind === "free_shipping") return shippingOff(cart, left);
  const whole = effect ? sharesOf(cart, left, effect, conditions) : [];
  const wanted = sum(whole);
  const most = Math.min(wanted, conditions.maximumDiscount ?? wanted);
  const amount = Math.min(most, left.room);
  if (amount === 0) {
    return nothing(cart, [{ code: wanted > 0 ? "discount_limit_reached" : emptyOf(effect) }]);
  }
  const lines = amount === wanted ? whole : spread(amount, whole);
  for (const [i, share] of lines.entries()) left.lines[i] = (left.lines[i] ?? 0) - share;
  left.room -= amount;
  return { lines, shipping: 0, amount, reasons: [] };
}

/** Why a code finds nothing to take off. */
const emptyOf = (effect: VoucherEffect | null): string =>
  effect?.kind === "gift_card" || effect?.kind === "thing"
    ? "voucher_not_for_carts"
    : "nothing_to_discount";

function shippingOff(cart: Cart, left: Left): Discount {
  const { shipping } = left;
  if (shipping === 0) return nothing(cart, [{ code: "nothing_to_discount" }]);
  left.shipping = 0;
  return { lines: cart.lines.map(() => 0), shipping, amount: shipping, reasons: [] };
}

/** What a code would take off each line, were there no limits. */
function sharesOf(
  cart: Cart,
  left: Left,
  effect: VoucherEffect,
  conditions: Conditions,
): readonly number[] {
  const base = left.lines.map((value, i) => {
    const line = cart.lines[i];
    return line && isFor(conditions, line) ? value : 0;
  });
  const worth = sum(base);
  switch (effect.kind) {
    case "percent":
      // Rounded once for the code, halves up, then spread.
      return spread(mulDiv(worth, effect.percent, 100, "nearest"), base);
    case "fixed_amount":
      return spread(Math.min(effect.amount, worth), base);
    case "free_product":
      return oneUnit(cart, base, effect.sku);
    case "free_shipping":
    case "gift_card":
    case "thing":
      return [];
  }
}

/** The price of one unit of the cheapest line that fits; of equals the first. */
function oneUnit(cart: Cart, base: readonly number[], sku: string | null): number[] {
  const prices = cart.lines.map((line, i) => {
    const isIt = sku === null || line.sku === sku;
    const price = mulDiv(line.total, 1, line.quantity, "nearest");
    return isIt ? Math.min(price, base[i] ?? 0) : 0;
  });
  const cheapest = Math.min(...prices.filter((price) => price > 0));
  const at = prices.indexOf(cheapest);
  return prices.map((price, i) => (i === at ? price : 0));
}
