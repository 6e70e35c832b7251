import { registerHooks } from "node:module";
import type { ProgramParts } from "../src/core/registry";
import type { Earner, Occasion, Room } from "../src/earning";

/* What an order of 20 lines costs to decide under 50 rules, without any database. */

// The sources leave out file endings, as a bundler does without them and Node does not.
registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith(".") || /\.[jt]sx?$/.test(specifier)) return next(specifier, context);
    try {
      return next(`${specifier}.ts`, context);
    } catch {
      return next(`${specifier}/index.ts`, context);
    }
  },
});

const { evaluate } = await import("../src/earning/evaluate.ts");
const { base, rule } = await import("../src/earning/document.ts");

const RULES = 50;
const LINES = 20;
const WARM_UPS = 2_000;
const RUNS = 2_000;

const CATEGORIES = ["coffee", "tea", "cakes", "cups"];
const PER_AMOUNT = { type: "points", amount: 1, each: "amount", per: 100 };
const PER_ITEM = { type: "points", amount: 5, each: "item" };

/** As shops have them: dates, channels, days, tiers and levels, half of them by line. */
const structured = (i: number) => ({
  id: `rule-${i}`,
  on: i % 2 === 0 ? "order" : "line",
  from: "2026-01-01T00:00:00Z",
  if: {
    channels: ["online", "store"],
    weekdays: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
    categories: [CATEGORIES[i % CATEGORIES.length], "sale"],
    minimumTotal: 100 * (i % 5) + 1,
    ...(i % 3 === 0 ? { tiers: ["silver", "gold"] } : {}),
  },
  give: i % 2 === 0 ? PER_AMOUNT : PER_ITEM,
});

/** Half of them ask once an order and go through its lines, half ask for every line. */
const expressed = (i: number) => ({
  id: `rule-${i}`,
  on: i % 2 === 0 ? "order" : "line",
  when:
    i % 2 === 0
      ? `order.total > ${i} && order.items.exists(i, i.quantity > 100 || i.total >= ${1_000 + i})`
      : `item.total > ${100 * i} && "${CATEGORIES[i % CATEGORIES.length]}" in item.categories`,
  sentence: { de: "so", en: "so" },
  give: i % 2 === 0 ? PER_AMOUNT : PER_ITEM,
});

/** As much of a program as rules look at when they give points. */
function programOf(ruleOf: (i: number) => object): ProgramParts {
  const rules = Array.from({ length: RULES }, (_, i) => rule.parse(ruleOf(i)));
  return { earning: { base: base.parse({}), rules }, walletCaps: {} } as unknown as ProgramParts;
}

const ORDER: Occasion = {
  on: "order",
  at: Date.parse("2026-03-01T10:00:00Z"),
  timeZone: "Europe/Berlin",
  currency: "EUR",
  lines: Array.from({ length: LINES }, (_, i) => ({
    id: `${i + 1}`,
    kind: "product",
    total: 150 + 97 * i,
    quantity: 1 + (i % 3),
    sku: `SKU-${i}`,
    name: `Article ${i}`,
    categories: [CATEGORIES[i % CATEGORIES.length] ?? "", "all"],
    stay: null,
  })),
  taxIncluded: true,
  tax: 0,
  discounts: 0,
  channel: "online",
  store: null,
  handover: null,
  seed: null,
  activity: null,
};
const EARNER: Earner = {
  levels: ["gold"],
  nthOrder: 3,
  birthday: "1990-05-17",
  attributes: { roast: "dark" },
  cause: null,
};
const ROOM: Room = {
  counts: () => ({ amount: 0, times: 0, lastAt: null }),
  budgets: new Map(),
  balance: () => 0,
};

/** Medians of one evaluation in ms: with structured conditions alone, and with CEL in every rule. */
export const measureRules = (): { structuredMs: number; celMs: number } => ({
  structuredMs: medianMs(programOf(structured)),
  celMs: medianMs(programOf(expressed)),
});

/** Each run sees an order of its own, as nothing of one is kept for the next. */
function medianMs(program: ProgramParts): number {
  const times: number[] = [];
  for (let i = 0; i < WARM_UPS + RUNS; i++) {
    const order = { ...ORDER, at: ORDER.at + i };
    const startedAt = performance.now();
    evaluate(program, order, EARNER, ROOM);
    if (i >= WARM_UPS) times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}

if (import.meta.main) {
  const { structuredMs, celMs } = measureRules();
  const order = `${RULES} rules on an order of ${LINES} lines`;
  console.log(`${order}, structured conditions: ${structuredMs.toFixed(3)} ms (at most 0.3)`);
  console.log(`${order}, CEL in every rule: ${celMs.toFixed(3)} ms (at most 2)`);
}
