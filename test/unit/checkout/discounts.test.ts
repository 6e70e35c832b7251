import fc from "fast-check";
import { expect, test } from "vitest";
import { discountsOf, type Offer } from "../../../src/checkout/rules";
import { amount, conditions, type DiscountCase, percent, SINGLE, TOGETHER } from "./discount-cases";

const STACKING = { maximumCodes: 20, order: "percent_first", maximumPercent: 100 } as const;

const cartOf = ({ lines, shipping = 0 }: Pick<DiscountCase, "lines" | "shipping">) => ({
  lines: lines.map(([total, quantity = 1, sku, category, kind = "product"], i) => ({
    id: `${i + 1}`,
    total,
    quantity,
    sku: sku ?? null,
    categories: category ? [category] : [],
    kind,
  })),
  shipping,
});

const offersOf = ({ codes }: Pick<DiscountCase, "codes">): Offer[] =>
  codes.map(({ effect, asks, key }, i) => ({
    key: key ?? `code-${i}`,
    effect,
    conditions: conditions(asks),
    reasons: key === "unknown" ? [{ code: "voucher_unknown" }] : [],
  }));

test.each([...SINGLE, ...TOGETHER])("$name", (given) => {
  const found = discountsOf(cartOf(given), offersOf(given), { ...STACKING, ...given.stacking });
  expect(
    found.map(({ lines, shipping, reasons }) =>
      reasons.length > 0 ? reasons[0]?.code : shipping > 0 ? [lines, shipping] : [lines],
    ),
  ).toEqual(given.expected);
});

test("whatever the codes, no line falls below nothing and every cent is accounted for", () => {
  const line = fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 9 }));
  const code = fc.oneof(
    fc.integer({ min: 1, max: 100 }).map(percent),
    fc.integer({ min: 1, max: 30_000 }).map(amount),
    fc.constant({ kind: "free_product", sku: null } as const),
    fc.constant({ kind: "free_shipping" } as const),
  );
  const order = fc.constantFrom("percent_first", "amount_first");
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 8 }),
      fc.array(code, { maxLength: 6 }),
      fc.integer({ min: 1, max: 100 }),
      order,
      (lines, effects, maximumPercent, first) => {
        const cart = cartOf({ lines, shipping: 490 });
        const offers = offersOf({ codes: effects.map((effect) => ({ effect })) });
        const stacking = { maximumCodes: 20, order: first, maximumPercent };
        const found = discountsOf(cart, offers, stacking);
        const total = (of: readonly number[]) => of.reduce((a, b) => a + b, 0);
        for (const d of found) expect(d.amount).toBe(total(d.lines) + d.shipping);
        for (const [i, { total: before }] of cart.lines.entries()) {
          const off = total(found.map((d) => d.lines[i] ?? 0));
          expect(off).toBeLessThanOrEqual(before);
          expect(found.every((d) => (d.lines[i] ?? 0) >= 0)).toBe(true);
        }
        const goods = total(cart.lines.map((l) => l.total));
        const off = total(found.flatMap((d) => d.lines));
        expect(off).toBeLessThanOrEqual(Math.floor((goods * maximumPercent) / 100));
      },
    ),
  );
});
