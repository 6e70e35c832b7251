import { expect, test } from "vitest";
import { evaluate } from "../../../src/earning";
import { registry } from "../../../src/registry";

const voucher = (amount: number) => ({
  type: "voucher",
  voucher: { name: { de: "Gutschein", en: "Voucher" }, worth: { kind: "fixed_amount", amount } },
});
const stamps = (amount: number) => ({ type: "stamps", card: "cups", amount });

/** What the rules of a group give to an order. */
function bestOf(...gives: object[]): (number | string)[] {
  const rules = gives.map((give, i) => ({ id: `rule-${i}`, group: "one", give }));
  const cards = [{ key: "cups", name: { de: "T", en: "C" }, size: 50, reward: voucher(1) }];
  const parts = registry.programSchema.parse({
    earning: { base: { points: 0 }, rules },
    stamps: cards,
  });
  const line = { id: "1", kind: "product" as const, total: 100, quantity: 1 };
  const occasion = {
    on: "order" as const,
    at: Date.parse("2026-03-01T10:00:00Z"),
    timeZone: "Europe/Berlin",
    currency: "EUR",
    lines: [{ ...line, sku: null, name: null, categories: [], stay: null }],
    taxIncluded: true,
    tax: 0,
    discounts: 0,
    channel: "store" as const,
    store: null,
    handover: null,
    seed: null,
    activity: null,
  };
  const earner = { levels: [], nthOrder: 1, birthday: null, attributes: {}, cause: null };
  const counts = () => ({ amount: 0, times: 0, lastAt: null });
  const room = { counts, budgets: new Map(), balance: () => 0 };
  const { grants, vouchers } = evaluate(parts, occasion, earner, room);
  return [...grants.map((g) => g.amount), ...vouchers.map((v) => v.rule)];
}

test("of stamps and vouchers, too, the best of a group is given", () => {
  expect(bestOf(stamps(1), stamps(5))).toEqual([5]);
  expect(bestOf(voucher(100), voucher(5_000), voucher(200))).toEqual(["rule-1"]);
});
