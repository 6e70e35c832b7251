import { expect, test } from "vitest";
import type { Passed } from "../../../src/earning/types";
import { whyNotText } from "../../../src/earning/why-not";
import { partsOf, VOICES } from "../program/documents";
import { HAPPY_HOUR, POINTS_100, REVIEW, rule } from "./shop";

/** A rule, why it gave nothing, and what the member is told. */
type Case = [object, Omit<Passed, "rule">, en: string, du: string, sie?: string];

const CASES: Case[] = [
  [{}, { why: "rate" }, "Purchases as such earn nothing.", "Einkäufe an sich bringen nichts."],
  [
    { from: "2026-02-28T23:00:00Z" },
    { why: "not_yet", until: Date.parse("2026-02-28T23:00:00Z") },
    "This is only given from 1 March 2026.",
    "Das gibt es erst ab 1. März 2026.",
  ],
  [
    { until: "2026-03-31T22:00:00Z" },
    { why: "over" },
    "This was only given until 31 March 2026.",
    "Das gab es nur bis 31. März 2026.",
  ],
  [
    { on: "activity", activity: "run" },
    { why: "activity" },
    "This is only given for “Run”.",
    "Das gibt es nur für „Lauf“.",
  ],
  [
    { on: "fulfilment", handovers: ["collected", "served"] },
    { why: "handover" },
    "This is only given once the order has been collected or served.",
    "Das gibt es nur, wenn die Bestellung abgeholt oder serviert ist.",
  ],
  [
    { if: { channels: ["store", "app"] } },
    { why: "channel" },
    "This is only given for orders in the shop or in the app.",
    "Das gibt es nur bei Bestellungen im Laden oder in der App.",
  ],
  [
    { if: { stores: ["Mitte"] } },
    { why: "store" },
    "This is only given at “Mitte”.",
    "Das gibt es nur in „Mitte“.",
  ],
  [
    { if: { weekdays: ["mon", "tue", "wed"] } },
    { why: "weekday" },
    "This is only given Monday to Wednesday.",
    "Das gibt es nur montags bis mittwochs.",
  ],
  [
    { if: { hours: [{ from: "15:00", until: "17:00" }] } },
    { why: "hours" },
    "This is only given from 3 to 5 pm.",
    "Das gibt es nur von 15 bis 17 Uhr.",
  ],
  [
    { if: { birthday: "day" } },
    { why: "birthday" },
    "This is only given on your birthday.",
    "Das gibt es nur an deinem Geburtstag.",
    "Das gibt es nur an Ihrem Geburtstag.",
  ],
  [
    { if: { tiers: ["silver", "gold"] } },
    { why: "tier" },
    "This is only given with Silver or Gold status.",
    "Das gibt es nur mit Status Silber oder Gold.",
  ],
  [
    { if: { attributes: { diet: "vegan" } } },
    { why: "attribute" },
    "This is only given if your profile says “Diet: vegan”.",
    "Das gibt es nur, wenn in deinem Profil „Ernährung: vegan“ steht.",
    "Das gibt es nur, wenn in Ihrem Profil „Ernährung: vegan“ steht.",
  ],
  [
    { if: { nthOrder: 1 } },
    { why: "nth_order" },
    "This is only given with your first order.",
    "Das gibt es nur bei deiner ersten Bestellung.",
    "Das gibt es nur bei Ihrer ersten Bestellung.",
  ],
  [
    { if: { nthOrder: 3 } },
    { why: "nth_order", missing: 2 },
    "This is only given with your third order; 2 more to go.",
    "Das gibt es nur bei deiner dritten Bestellung; es fehlen noch 2.",
    "Das gibt es nur bei Ihrer dritten Bestellung; es fehlen noch 2.",
  ],
  [
    { if: { everyNthOrder: 10 } },
    { why: "nth_order", missing: 1 },
    "This is only given with every 10th order; one more to go.",
    "Das gibt es nur bei jeder 10. Bestellung; es fehlt noch eine.",
  ],
  [
    {},
    { why: "lines" },
    "There was nothing in it that counts for this.",
    "Es war nichts dabei, das dafür zählt.",
  ],
  [
    { if: { categories: ["Tee"] } },
    { why: "lines" },
    "This is only given for items from “Tee”.",
    "Das gibt es nur für Artikel aus „Tee“.",
  ],
  [
    {},
    { why: "kind" },
    "This kind of purchase does not count.",
    "Diese Art von Einkauf zählt nicht.",
  ],
  [
    {},
    { why: "part" },
    "This part of the bill does not count.",
    "Dieser Teil der Rechnung zählt nicht.",
  ],
  [
    {},
    { why: "free" },
    "What is free of charge earns nothing.",
    "Was nichts kostet, bringt auch nichts.",
  ],
  [
    { if: { minimumTotal: 3000 } },
    { why: "minimum_total", missing: 510 },
    "This is only given for €30 or more; it was €5.10 short.",
    "Das gibt es erst ab 30 €; es haben noch 5,10 € gefehlt.",
  ],
  [
    { if: { minimumQuantity: 3 } },
    { why: "minimum_quantity", missing: 2 },
    "This is only given if you buy at least 3; it was 2 short.",
    "Das gibt es erst ab 3 Stück; es haben noch 2 gefehlt.",
  ],
  [
    { if: { minimumQuantity: 3 } },
    { why: "minimum_quantity", missing: 1 },
    "This is only given if you buy at least 3; it was 1 short.",
    "Das gibt es erst ab 3 Stück; es hat noch 1 gefehlt.",
  ],
  [
    { when: "true", sentence: { en: "when it rains", de: "wenn es regnet" } },
    { why: "when" },
    "This is only given when it rains.",
    "Das gibt es nur, wenn es regnet.",
  ],
  [
    { when: "true", sentence: { en: "with your own cup", de: "mit eigenem Becher" } },
    { why: "when" },
    "This is only given with your own cup.",
    "Das gibt es nur mit eigenem Becher.",
  ],
  [
    {},
    { why: "currency" },
    "There is nothing for purchases in this currency.",
    "Für Einkäufe in dieser Währung gibt es nichts.",
  ],
  [
    { give: { type: "points", amount: 1, each: "data", field: "km" } },
    { why: "data" },
    "“km” was missing.",
    "Die Angabe „km“ hat gefehlt.",
  ],
  [{}, { why: "rounding" }, "The amount was too small for this.", "Der Betrag war dafür zu klein."],
  [
    {},
    { why: "nothing_to_multiply" },
    "There was nothing that could become more.",
    "Es war nichts da, das mehr werden konnte.",
  ],
  [
    { name: HAPPY_HOUR },
    { why: "better_rule", better: "review" },
    "“Your opinion” brought you more.",
    "„Deine Meinung“ hat dir mehr gebracht.",
    "„Deine Meinung“ hat Ihnen mehr gebracht.",
  ],
  [
    { cooldown: "P7D" },
    { why: "cooldown", until: Date.parse("2026-03-08T14:20:00Z") },
    "You had this a short time ago; again from 8 March 2026, 3:20 pm.",
    "Das hattest du erst vor Kurzem; wieder ab 8. März 2026, 15:20 Uhr.",
    "Das hatten Sie erst vor Kurzem; wieder ab 8. März 2026, 15:20 Uhr.",
  ],
  [
    { limits: [{ per: "day", times: 1 }] },
    { why: "limit", until: Date.parse("2026-03-01T23:00:00Z") },
    "You have had what there is of this, at most once a day; again from 2 March 2026.",
    "Davon hast du bekommen, was es gibt, höchstens einmal am Tag; wieder ab 2. März 2026.",
    "Davon haben Sie bekommen, was es gibt, höchstens einmal am Tag; wieder ab 2. März 2026.",
  ],
  [
    { limits: [{ per: "lifetime", times: 1 }] },
    { why: "limit" },
    "You have had what there is of this, at most once.",
    "Davon hast du bekommen, was es gibt, höchstens einmal.",
    "Davon haben Sie bekommen, was es gibt, höchstens einmal.",
  ],
  [
    { limits: [{ per: "month", amount: 500 }] },
    { why: "limit", missing: 20, until: Date.parse("2026-03-31T22:00:00Z") },
    "You have had what there is of this, at most 500 points a month; again from 1 April 2026.",
    "Davon hast du bekommen, was es gibt, höchstens 500 Punkte im Monat; wieder ab 1. April 2026.",
    "Davon haben Sie bekommen, was es gibt, höchstens 500 Punkte im Monat; wieder ab 1. April 2026.",
  ],
  [
    { budget: { amount: 5000, per: "month" } },
    { why: "budget", until: Date.parse("2026-03-31T22:00:00Z") },
    "All that was set aside for this has been given; again from 1 April 2026.",
    "Was dafür vorgesehen war, ist schon vergeben; wieder ab 1. April 2026.",
  ],
  [
    { give: { type: "points", amount: 50, each: "night" } },
    { why: "nights", missing: 1 },
    "This is only given for stays.",
    "Das gibt es nur bei Übernachtungen.",
  ],
  [
    { if: { minimumNights: 3 } },
    { why: "nights", missing: 2 },
    "This is only given for stays of at least 3 nights; it was 2 short.",
    "Das gibt es nur bei Übernachtungen ab 3 Nächten; es haben noch 2 gefehlt.",
  ],
  [
    { if: { minimumNights: 3 } },
    { why: "nights", missing: 1 },
    "This is only given for stays of at least 3 nights; it was 1 short.",
    "Das gibt es nur bei Übernachtungen ab 3 Nächten; es hat noch 1 gefehlt.",
  ],
  [
    {},
    { why: "wallet_full", missing: 10 },
    "You can hold at most 500 points.",
    "Mehr als 500 Punkte kannst du nicht ansammeln.",
    "Mehr als 500 Punkte können Sie nicht ansammeln.",
  ],
];

test("every reason for giving nothing is told in all three voices", () => {
  for (const [of, why, en, du, sie] of CASES) {
    const parts = partsOf({
      ...rule({ give: POINTS_100, ...of }, REVIEW),
      walletCaps: { points: 500 },
    });
    const told = (voice: keyof typeof VOICES) =>
      whyNotText(parts, { rule: "r", ...why }, VOICES[voice]);
    expect([told("en"), told("du"), told("sie")]).toEqual([en, du, sie ?? du]);
  }
});

test("of the base, and of a rule that is gone, no less is told", () => {
  const parts = partsOf({ earning: { base: { limits: [{ per: "day", amount: 50 }] } } });
  const told = (passed: Passed) => whyNotText(parts, passed, VOICES.du);
  expect(told({ rule: "base", why: "limit" })).toBe(
    "Davon hast du bekommen, was es gibt, höchstens 50 Punkte am Tag.",
  );
  expect(told({ rule: "base", why: "rounding" })).toBe("Der Betrag war dafür zu klein.");
  expect(told({ rule: "gone", why: "weekday" })).toBe("Es war nichts dabei, das dafür zählt.");
});
