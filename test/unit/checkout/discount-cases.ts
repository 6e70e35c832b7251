import type { Conditions, VoucherEffect } from "../../../src/vouchers";
import { NO_CONDITIONS } from "../../../src/vouchers/conditions";

/* Codes and what they take off, worked by hand; money in cents. */

export const percent = (n: number): VoucherEffect => ({ kind: "percent", percent: n });
export const amount = (n: number): VoucherEffect => ({
  kind: "fixed_amount",
  amount: n,
  currency: "EUR",
});
export const product = (sku: string | null = null): VoucherEffect => ({
  kind: "free_product",
  sku,
});
export const SHIPPING: VoucherEffect = { kind: "free_shipping" };

export interface CodeGiven {
  readonly effect: VoucherEffect;
  readonly asks?: Partial<Conditions>;
  /** Of the same key: typed twice. */
  readonly key?: string;
}

export interface DiscountCase {
  readonly name: string;
  /** [total, quantity, sku, category, kind] */
  readonly lines: readonly (readonly [
    total: number,
    quantity?: number,
    sku?: string,
    category?: string,
    kind?: "product" | "gift_card" | "tip",
  ])[];
  readonly shipping?: number;
  readonly codes: readonly CodeGiven[];
  readonly stacking?: object;
  /** Of each code: what it takes off each line, then the shipping; or why it takes nothing. */
  readonly expected: readonly (readonly [lines: readonly number[], shipping?: number] | string)[];
}

const coffee: Partial<Conditions> = {
  appliesTo: { skus: null, categories: ["coffee"], kinds: null },
};
const bySku = (...skus: string[]): Partial<Conditions> => ({
  appliesTo: { skus, categories: null, kinds: null },
});

export const SINGLE: readonly DiscountCase[] = [
  {
    name: "10 % of 40.00 in two lines: 4.00, three to one",
    lines: [[3000], [1000]],
    codes: [{ effect: percent(10) }],
    expected: [[[300, 100]]],
  },
  {
    name: "10 % of 0.99 three times: 29.7 is 30 once rounded, 10 each",
    lines: [[99], [99], [99]],
    codes: [{ effect: percent(10) }],
    expected: [[[10, 10, 10]]],
  },
  {
    name: "15 % of 3.33 and 3.33: 99.9 is 100, 50 each",
    lines: [[333], [333]],
    codes: [{ effect: percent(15) }],
    expected: [[[50, 50]]],
  },
  {
    name: "5 % of 0.10: half a cent is rounded up",
    lines: [[10]],
    codes: [{ effect: percent(5) }],
    expected: [[[1]]],
  },
  {
    name: "1 % of 0.10: a tenth of a cent is nothing",
    lines: [[10]],
    codes: [{ effect: percent(1) }],
    expected: ["nothing_to_discount"],
  },
  {
    name: "100 % leaves nothing, and never less",
    lines: [[1], [2499]],
    codes: [{ effect: percent(100) }],
    expected: [[[1, 2499]]],
  },
  {
    name: "5.00 off 3 × 3.33: 166.67 each, the odd cents to the earlier lines",
    lines: [[333], [333], [333]],
    codes: [{ effect: amount(500) }],
    expected: [[[167, 167, 166]]],
  },
  {
    name: "5.00 off 4.00 takes 4.00",
    lines: [[150], [250]],
    codes: [{ effect: amount(500) }],
    expected: [[[150, 250]]],
  },
  {
    name: "5.00 off nothing takes nothing",
    lines: [[0]],
    codes: [{ effect: amount(500) }],
    expected: ["nothing_to_discount"],
  },
  {
    name: "a code takes nothing off gift cards and tips",
    lines: [[1000], [5000, 1, "GIFT", "x", "gift_card"], [200, 1, "TIP", "x", "tip"]],
    codes: [{ effect: percent(10) }],
    expected: [[[100, 0, 0]]],
  },
  {
    name: "unless it is for them",
    lines: [[1000], [5000, 1, "GIFT", "x", "gift_card"]],
    codes: [
      {
        effect: percent(10),
        asks: { appliesTo: { skus: null, categories: null, kinds: ["gift_card"] } },
      },
    ],
    expected: [[[0, 500]]],
  },
  {
    name: "20 % off coffee only",
    lines: [
      [2000, 2, "BEAN", "coffee"],
      [1000, 1, "MUG", "things"],
    ],
    codes: [{ effect: percent(20), asks: coffee }],
    expected: [[[400, 0]]],
  },
  {
    name: "5.00 off one sku takes what that line costs at most",
    lines: [[2000], [300, 1, "MUG"]],
    codes: [{ effect: amount(500), asks: bySku("MUG") }],
    expected: [[[0, 300]]],
  },
  {
    name: "20 % of 100.00, at most 15.00: three to one as the lines are",
    lines: [[7500], [2500]],
    codes: [{ effect: percent(20), asks: { maximumDiscount: 1500 } }],
    expected: [[[1125, 375]]],
  },
  {
    name: "a free product is one unit of two",
    lines: [[2000, 2, "BEAN"], [900]],
    codes: [{ effect: product("BEAN") }],
    expected: [[[1000, 0]]],
  },
  {
    name: "one of three units of 10.00 together is 3.33",
    lines: [[1000, 3, "BEAN"]],
    codes: [{ effect: product("BEAN") }],
    expected: [[[333]]],
  },
  {
    name: "a free product without a sku is the cheapest unit: 4.50 of 9.00 and 5.00",
    lines: [
      [500, 1],
      [900, 2],
    ],
    codes: [{ effect: product() }],
    expected: [[[0, 450]]],
  },
  {
    name: "of equally cheap ones it is the first",
    lines: [[500], [500]],
    codes: [{ effect: product() }],
    expected: [[[500, 0]]],
  },
  {
    name: "a free product that is not there takes nothing",
    lines: [[500, 1, "MUG"]],
    codes: [{ effect: product("BEAN") }],
    expected: ["nothing_to_discount"],
  },
  {
    name: "free shipping takes the shipping",
    lines: [[500]],
    shipping: 490,
    codes: [{ effect: SHIPPING }],
    expected: [[[0], 490]],
  },
  {
    name: "free shipping of nothing takes nothing",
    lines: [[500]],
    codes: [{ effect: SHIPPING }],
    expected: ["nothing_to_discount"],
  },
  {
    name: "a gift card is claimed, not taken off",
    lines: [[500]],
    codes: [{ effect: { kind: "gift_card", amount: 500, currency: "EUR" } }],
    expected: ["voucher_not_for_carts"],
  },
];

export const TOGETHER: readonly DiscountCase[] = [
  {
    name: "percent first: 10 % of 50.00 is 5.00, then 5.00",
    lines: [[5000]],
    codes: [{ effect: amount(500) }, { effect: percent(10) }],
    expected: [[[500]], [[500]]],
  },
  {
    name: "amount first: 5.00, then 10 % of 45.00",
    lines: [[5000]],
    codes: [{ effect: percent(10) }, { effect: amount(500) }],
    stacking: { order: "amount_first" },
    expected: [[[450]], [[500]]],
  },
  {
    name: "two percentages one after the other: 10 % of 100.00, 10 % of 90.00",
    lines: [[10_000]],
    codes: [{ effect: percent(10) }, { effect: percent(10) }],
    expected: [[[1000]], [[900]]],
  },
  {
    name: "a free product comes first: 50 % of what is left",
    lines: [[1000], [400, 1, "MUG"]],
    codes: [{ effect: percent(50) }, { effect: product("MUG") }],
    expected: [[[500, 0]], [[0, 400]]],
  },
  {
    name: "two free products of one line of two units take both",
    lines: [[2000, 2, "BEAN"]],
    codes: [{ effect: product("BEAN") }, { effect: product("BEAN") }],
    expected: [[[1000]], [[1000]]],
  },
  {
    name: "the second code finds nothing left",
    lines: [[400]],
    codes: [{ effect: amount(400) }, { effect: amount(100) }],
    expected: [[[400]], "nothing_to_discount"],
  },
  {
    name: "all together take 30 % at most: 20.00 of 100.00, then 10.00 of 15.00",
    lines: [[10_000]],
    codes: [{ effect: percent(20) }, { effect: amount(1500) }, { effect: amount(100) }],
    stacking: { maximumPercent: 30 },
    expected: [[[2000]], [[1000]], "discount_limit_reached"],
  },
  {
    name: "the shipping does not count towards that",
    lines: [[1000]],
    shipping: 490,
    codes: [{ effect: percent(50) }, { effect: SHIPPING }],
    stacking: { maximumPercent: 10 },
    expected: [[[100]], [[0], 490]],
  },
  {
    name: "a second code beyond the number allowed is refused",
    lines: [[1000]],
    codes: [{ effect: percent(10) }, { effect: percent(20) }],
    stacking: { maximumCodes: 1 },
    expected: [[[100]], "too_many_codes"],
  },
  {
    name: "one that cannot be used takes no place",
    lines: [[1000]],
    codes: [{ effect: percent(10), key: "unknown" }, { effect: percent(20) }],
    stacking: { maximumCodes: 1 },
    expected: ["voucher_unknown", [[200]]],
  },
  {
    name: "the same code twice is one",
    lines: [[1000]],
    codes: [
      { effect: percent(10), key: "A" },
      { effect: percent(10), key: "A" },
    ],
    expected: [[[100]], "code_repeated"],
  },
  {
    name: "a code that stands alone is refused beside another",
    lines: [[1000]],
    codes: [{ effect: percent(10) }, { effect: amount(100), asks: { combinable: "none" } }],
    expected: [[[100]], "voucher_not_combinable"],
  },
  {
    name: "and lets no other in where it came first",
    lines: [[1000]],
    codes: [{ effect: amount(100), asks: { combinable: "none" } }, { effect: percent(10) }],
    expected: [[[100]], "voucher_not_combinable"],
  },
  {
    name: "of one kind only one, where a code says so; another kind passes",
    lines: [[1000]],
    codes: [
      { effect: percent(10), asks: { combinable: "other_kinds" } },
      { effect: percent(20) },
      { effect: amount(100) },
    ],
    expected: [[[100]], "voucher_not_combinable", [[100]]],
  },
  {
    name: "codes for different lines do not meet",
    lines: [
      [2000, 1, "BEAN", "coffee"],
      [1000, 1, "MUG", "things"],
    ],
    codes: [
      { effect: percent(10), asks: coffee },
      { effect: amount(300), asks: bySku("MUG") },
    ],
    expected: [[[200, 0]], [[0, 300]]],
  },
];

export const conditions = (asks: Partial<Conditions> = {}): Conditions => ({
  ...NO_CONDITIONS,
  ...asks,
});
