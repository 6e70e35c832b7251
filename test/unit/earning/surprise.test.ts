import { expect, test } from "vitest";
import { evaluate } from "../../../src/earning/evaluate";
import { drawn } from "../../../src/earning/surprise";
import { whyNotText } from "../../../src/earning/why-not";
import { murmur3 } from "../../../src/lib/hash";
import { registry } from "../../../src/registry";
import { faultsOf, saidOf, VOICES } from "../program/documents";
import { earnerOf, line, orderOf, roomOf } from "./world";

/** Known answers of MurmurHash3_x86_32 with seed 0. */
const HASHES: [text: string, hash: number][] = [
  ["", 0],
  ["test", 0xba6bd213],
  ["abc", 0xb3dd93fa],
  ["Hello, world!", 0xc0363e43],
  ["The quick brown fox jumps over the lazy dog", 0x2e4ff723],
  ["kasse:1/glück", 1862886866],
];

test.each(HASHES)("the hash of “%s” is that of every other program", (text, hash) => {
  expect(murmur3(text)).toBe(hash);
});

const COFFEE = {
  name: { en: "Coffee", de: "Kaffee" },
  worth: { kind: "free_product" },
  validFor: null,
};
const LUCKY = {
  id: "lucky",
  give: {
    type: "surprise",
    oneIn: 4,
    gifts: [
      { gift: { type: "points", amount: 50 }, weight: 2 },
      { gift: { type: "voucher", voucher: COFFEE } },
    ],
  },
};
const partsOf = (rule: object) =>
  registry.programSchema.parse({ earning: { base: { points: 0 }, rules: [rule] } });

/** Worked out apart from this code: `murmur3("till:<n>/lucky") % 4`, and `…/lucky/gift % 3`. */
const DRAWS: [order: string, number: number, gift: "points" | "voucher" | null][] = [
  ["till:1", 3, null],
  ["till:2", 2, null],
  ["till:3", 0, "voucher"], // the gift's draw is 2: the third third
  ["till:4", 2, null],
  ["till:5", 1, null],
  ["till:14", 0, "points"], // 1
  ["till:15", 0, "voucher"], // 2
  ["till:20", 0, "points"], // 0
];

const looked = (seed: string | null, room = {}) =>
  evaluate(partsOf(LUCKY), orderOf([line("1", 1000)], { seed }), earnerOf(), roomOf(room));

test.each(DRAWS)("the draw of %s is %i, and can be worked out by anybody", (seed, number, gift) => {
  expect(drawn(seed, "lucky", 4)).toBe(number);
  const { grants, vouchers, passed } = looked(seed);
  expect(grants.map(({ unit, amount, share }) => [unit, amount, share])).toEqual(
    gift === "points" ? [["points", 50, "whole"]] : [],
  );
  expect(vouchers.map(({ rule }) => rule)).toEqual(gift === "voucher" ? ["lucky"] : []);
  const lost = [{ rule: "lucky", why: "draw", missing: number }];
  expect(passed.filter((p) => p.rule === "lucky")).toEqual(gift === null ? lost : []);
});

test("what has not happened yet is promised no luck", () => {
  const { grants, vouchers, passed } = looked(null);
  expect([grants, vouchers]).toEqual([[], []]);
  expect(passed).toContainEqual({ rule: "lucky", why: "draw" });
});

test("of 40,000 orders a quarter wins, and two of three of these get points", () => {
  const seeds = Array.from({ length: 40_000 }, (_, i) => `shop:${i}`);
  const won = seeds.filter((seed) => drawn(seed, "lucky", 4) === 0);
  const points = won.filter((seed) => drawn(seed, "lucky/gift", 3) < 2);
  // Four standard deviations: √(40,000 × ¼ × ¾) ≈ 87, √(10,000 × ⅔ × ⅓) ≈ 47.
  expect(Math.abs(won.length - 10_000)).toBeLessThan(348);
  expect(Math.abs(points.length - (won.length * 2) / 3)).toBeLessThan(190);
});

test("a surprise counts as one against its budget and its limits, whatever it brings", () => {
  const rule = { ...LUCKY, budget: { amount: 10 }, limits: [{ per: "day", times: 2 }] };
  const at = (spent: number, times: number) =>
    evaluate(
      partsOf(rule),
      orderOf([line("1", 1000)], { seed: "till:14" }),
      earnerOf(),
      roomOf({
        budgets: new Map([["all lucky", spent]]),
        counts: () => ({ amount: 0, times, lastAt: null }),
      }),
    );
  expect(at(9, 1).grants.map((g) => g.amount)).toEqual([50]);
  expect(at(10, 1).grants).toEqual([]);
  expect(at(10, 1).passed).toContainEqual({ rule: "lucky", why: "budget", missing: 1 });
  expect(at(0, 2).grants).toEqual([]);
});

test("a surprise is said with its odds, and a draw with its number", () => {
  const parts = partsOf(LUCKY);
  const said = (voice: keyof typeof VOICES) =>
    saidOf(parts, VOICES[voice]).find(({ ruleId }) => ruleId === "earning.lucky")?.text;
  expect(said("en")).toBe(
    "You get 50 points or a voucher for “Coffee” with some luck (once in 4) for every order.",
  );
  expect(said("du")).toBe(
    "Bei jeder Bestellung bekommst du mit etwas Glück (in einem von 4 Fällen) 50 Punkte oder einen Gutschein für „Kaffee“.",
  );
  const lost = { rule: "lucky", why: "draw", missing: 3 } as const;
  expect(whyNotText(parts, lost, VOICES.en)).toBe(
    "This is given by chance, once in 4: 0 would have won, 3 was drawn.",
  );
  expect(whyNotText(parts, lost, VOICES.sie)).toBe(
    "Das gibt es mit etwas Glück, in einem von 4 Fällen: gewonnen hätte die 0, gezogen wurde die 3.",
  );
});

test("a surprise of something that the program does not have is told where", () => {
  const gifts = [
    { gift: { type: "points", unit: "stars", amount: 1 } },
    { gift: { type: "perk", perk: "none" } },
  ];
  const rule = { ...LUCKY, give: { ...LUCKY.give, gifts }, limits: [{ per: "day", amount: 5 }] };
  const faults = faultsOf(partsOf(rule)).map((f) => f.path.join("."));
  expect(faults).toEqual([
    "earning.rules.0.give.gifts.0.gift.unit",
    "earning.rules.0.give.gifts.1.gift.perk",
    "earning.rules.0.limits.0",
  ]);
});
