import { expect, test } from "vitest";
import { programSentence } from "../../../src/program/words";
import { partsOf, SLICES, VOICES } from "./documents";

const NO_BASE = { base: { points: 0 } };
const MUG = {
  id: "mug",
  name: { en: "Mug", de: "Tasse" },
  kind: "free_product",
  cost: { points: 500 },
};
const CARD = {
  key: "coffee",
  name: { en: "Coffee card", de: "Kaffeekarte" },
  size: 10,
  reward: { type: "points", amount: 100 },
};
const TIERS = {
  key: "status",
  name: { en: "Status", de: "Status" },
  measure: "points",
  window: { type: "calendar_year" },
  levels: [
    { key: "silver", name: { en: "Silver", de: "Silber" }, from: 500 },
    { key: "gold", name: { en: "Gold", de: "Gold" }, from: 1500, perks: ["refill"] },
  ],
};
const REFILL = { key: "refill", name: { en: "Free refill", de: "Gratis-Nachschlag" } };
const LONG = { en: "x".repeat(120), de: "x".repeat(120) };

/** A program, and all of it in one sentence. */
const CASES: [object, en: string, du: string, sie?: string][] = [
  [
    {},
    "You get 1 point for every €1 you spend on goods.",
    "Du bekommst 1 Punkt je 1 € Warenwert.",
    "Sie bekommen 1 Punkt je 1 € Warenwert.",
  ],
  [
    { rewards: [{ ...MUG, id: "set", cost: { points: 900 } }, MUG] },
    "You get 1 point for every €1 you spend on goods, and for 500 points you get “Mug”.",
    "Du bekommst 1 Punkt je 1 € Warenwert, und für 500 Punkte bekommst du „Tasse“.",
    "Sie bekommen 1 Punkt je 1 € Warenwert, und für 500 Punkte bekommen Sie „Tasse“.",
  ],
  [
    { rewards: [MUG], tiers: [TIERS], perks: [REFILL] },
    "You get 1 point for every €1 you spend on goods, for 500 points you get “Mug”, and with 1,500 points in a calendar year you are Gold.",
    "Du bekommst 1 Punkt je 1 € Warenwert, für 500 Punkte bekommst du „Tasse“, und ab 1.500 Punkten im Kalenderjahr bist du Gold.",
    "Sie bekommen 1 Punkt je 1 € Warenwert, für 500 Punkte bekommen Sie „Tasse“, und ab 1.500 Punkten im Kalenderjahr sind Sie Gold.",
  ],
  [
    { tiers: [TIERS], perks: [REFILL] },
    "You get 1 point for every €1 you spend on goods, with 1,500 points in a calendar year you are Gold, and Gold brings you “Free refill”.",
    "Du bekommst 1 Punkt je 1 € Warenwert, ab 1.500 Punkten im Kalenderjahr bist du Gold, und Gold bringt dir „Gratis-Nachschlag“.",
    "Sie bekommen 1 Punkt je 1 € Warenwert, ab 1.500 Punkten im Kalenderjahr sind Sie Gold, und Gold bringt Ihnen „Gratis-Nachschlag“.",
  ],
  [
    { stamps: [CARD], rewards: [MUG] },
    "You get 1 point for every €1 you spend on goods, for 500 points you get “Mug”, and for 10 stamps on “Coffee card” you get 100 points.",
    "Du bekommst 1 Punkt je 1 € Warenwert, für 500 Punkte bekommst du „Tasse“, und für 10 Stempel auf „Kaffeekarte“ bekommst du 100 Punkte.",
    "Sie bekommen 1 Punkt je 1 € Warenwert, für 500 Punkte bekommen Sie „Tasse“, und für 10 Stempel auf „Kaffeekarte“ bekommen Sie 100 Punkte.",
  ],
  [
    {
      earning: {
        ...NO_BASE,
        rules: [
          {
            id: "r",
            if: { categories: ["Kaffee"] },
            give: { type: "stamps", card: "coffee", amount: 1, each: "item" },
          },
        ],
      },
      stamps: [CARD],
    },
    "You get a stamp for every item from “Kaffee”, and for 10 stamps on “Coffee card” you get 100 points.",
    "Für jeden Artikel aus „Kaffee“ bekommst du einen Stempel, und für 10 Stempel auf „Kaffeekarte“ bekommst du 100 Punkte.",
    "Für jeden Artikel aus „Kaffee“ bekommen Sie einen Stempel, und für 10 Stempel auf „Kaffeekarte“ bekommen Sie 100 Punkte.",
  ],
  [
    { earning: NO_BASE },
    "It is good to have you with us.",
    "Schön, dass du da bist.",
    "Schön, dass Sie da sind.",
  ],
  [
    { rewards: [{ ...MUG, until: "2026-12-31T23:00:00Z" }] },
    "You get 1 point for every €1 you spend on goods.",
    "Du bekommst 1 Punkt je 1 € Warenwert.",
    "Sie bekommen 1 Punkt je 1 € Warenwert.",
  ],
  [
    { rewards: [{ ...MUG, name: LONG }], tiers: [TIERS] },
    "You get 1 point for every €1 you spend on goods, with 1,500 points in a calendar year you are Gold, and Gold brings you “refill”.",
    "Du bekommst 1 Punkt je 1 € Warenwert, ab 1.500 Punkten im Kalenderjahr bist du Gold, und Gold bringt dir „refill“.",
    "Sie bekommen 1 Punkt je 1 € Warenwert, ab 1.500 Punkten im Kalenderjahr sind Sie Gold, und Gold bringt Ihnen „refill“.",
  ],
  [
    { earning: { base: { tax: "excluded", per: { EUR: 100, CHF: 110 } } }, rewards: [MUG] },
    "You get 1 point for every €1 or CHF 1.10 you spend on goods (before tax), and for 500 points you get “Mug”.",
    "Du bekommst 1 Punkt je 1 € oder 1,10 CHF Warenwert (ohne Mehrwertsteuer), und für 500 Punkte bekommst du „Tasse“.",
    "Sie bekommen 1 Punkt je 1 € oder 1,10 CHF Warenwert (ohne Mehrwertsteuer), und für 500 Punkte bekommen Sie „Tasse“.",
  ],
];

test("the whole program is said in one sentence", () => {
  for (const [document, en, du, sie] of CASES) {
    const parts = partsOf(document);
    const said = (voice: keyof typeof VOICES) => programSentence(SLICES, parts, VOICES[voice]);
    expect([said("en"), said("du"), said("sie")]).toEqual([en, du, sie ?? du]);
  }
});
