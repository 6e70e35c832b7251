import { expect, test } from "vitest";
import { registry } from "../../../src/registry";
import { rewardSentence } from "../../../src/rewards/sentences";

const PROGRAM = {
  causes: [{ key: "trees", name: { en: "Trees for Cologne", de: "Bäume für Köln" } }],
  tiers: [
    {
      key: "status",
      name: { en: "Status", de: "Status" },
      measure: "points",
      window: { type: "lifetime" },
      levels: [{ key: "gold", name: { en: "Gold", de: "Gold" }, from: 500 }],
    },
  ],
  perks: [{ key: "refill", name: { en: "Free refill", de: "Gratis-Nachschlag" } }],
};
const EVENING = { startsAt: "2026-05-01T16:00:00Z", endsAt: "2026-05-01T18:30:00Z" };

type Case = [kind: string, reward: object, en: string, de: string];

const CASES: Case[] = [
  [
    "free product",
    { kind: "free_product", name: { en: "Mug", de: "Tasse" }, stock: 5, limitPerMember: 2 },
    "Mug free for 500 points, at most 2 per person, while stocks last.",
    "Tasse gratis für 500 Punkte, höchstens 2-mal pro Person, solange der Vorrat reicht.",
  ],
  [
    "percent",
    { kind: "percent", percent: 10, name: { en: "Thank you", de: "Danke" } },
    "Thank you: 10% off for 500 points.",
    "Danke: 10 % Rabatt für 500 Punkte.",
  ],
  [
    "fixed amount",
    { kind: "fixed_amount", amount: 490, name: { en: "Thank you", de: "Danke" } },
    "Thank you: €4.90 off for 500 points.",
    "Danke: 4,90 € Rabatt für 500 Punkte.",
  ],
  [
    "free shipping",
    { kind: "free_shipping", name: { en: "On us", de: "Geht auf uns" } },
    "On us: free shipping for 500 points.",
    "Geht auf uns: kostenloser Versand für 500 Punkte.",
  ],
  [
    "gift card",
    { kind: "gift_card", amount: 1000, name: { en: "To give away", de: "Zum Verschenken" } },
    "To give away: a gift card over €10 for 500 points.",
    "Zum Verschenken: eine Geschenkkarte über 10 € für 500 Punkte.",
  ],
  [
    "store credit",
    { kind: "store_credit", amount: 500, name: { en: "Top up", de: "Aufladen" } },
    "Top up: €5 of store credit for 500 points.",
    "Aufladen: 5 € Guthaben für 500 Punkte.",
  ],
  [
    "slider",
    {
      kind: "points_to_money",
      amount: 100,
      minimumSteps: 5,
      maximumSteps: 50,
      cost: { points: 100 },
      name: { en: "Points into money", de: "Punkte in Geld" },
    },
    "Points into money: €1 off for every 100 points, €5 to €50 at once.",
    "Punkte in Geld: je 100 Punkte 1 € Rabatt, 5 € bis 50 € auf einmal.",
  ],
  [
    "donation",
    { kind: "donation", cause: "trees", amount: 500, name: { en: "A tree", de: "Ein Baum" } },
    "A tree: for 500 points we give €5 to “Trees for Cologne”.",
    "Ein Baum: für 500 Punkte spenden wir 5 € für „Bäume für Köln“.",
  ],
  [
    "sample",
    { kind: "sample", name: { en: "New roast", de: "Neue Röstung" } },
    "New roast to try for 500 points.",
    "Neue Röstung zum Probieren für 500 Punkte.",
  ],
  [
    "event seat",
    {
      kind: "event_seat",
      ...EVENING,
      place: "Roastery",
      stock: 12,
      name: { en: "Cupping", de: "Verkostung" },
    },
    "Cupping on 1 May 2026 from 6 to 8:30 pm (Roastery): a seat for 500 points, while there are seats.",
    "Verkostung am 1. Mai 2026 von 18 bis 20:30 Uhr (Roastery): ein Platz für 500 Punkte, solange Plätze frei sind.",
  ],
  [
    "event seat without an end",
    {
      kind: "event_seat",
      startsAt: EVENING.startsAt,
      name: { en: "Cupping", de: "Verkostung" },
    },
    "Cupping on 1 May 2026, 6 pm: a seat for 500 points.",
    "Verkostung am 1. Mai 2026, 18 Uhr: ein Platz für 500 Punkte.",
  ],
  [
    "experience",
    {
      kind: "experience",
      place: "Hamburg",
      name: { en: "Roasting day", de: "Ein Tag in der Rösterei" },
    },
    "Roasting day (Hamburg) for 500 points.",
    "Ein Tag in der Rösterei (Hamburg) für 500 Punkte.",
  ],
  [
    "access",
    { kind: "access", name: { en: "Friday sale", de: "Freitagsverkauf" } },
    "Access to “Friday sale” for 500 points.",
    "Zugang zu „Freitagsverkauf“ für 500 Punkte.",
  ],
  [
    "perk",
    { kind: "perk", perk: "refill", name: { en: "Still thirsty", de: "Noch durstig" } },
    "Still thirsty: “Free refill” for 500 points.",
    "Noch durstig: „Gratis-Nachschlag“ für 500 Punkte.",
  ],
  [
    "with gates, limits and another price",
    {
      kind: "free_product",
      name: { en: "Mug", de: "Tasse" },
      onlyFor: { tiers: ["gold"], birthday: "month" },
      schedule: {
        weekdays: ["mon", "tue", "wed", "thu", "fri"],
        hours: [{ from: "15:00", until: "17:00" }],
      },
      limits: [{ per: "month", times: 1 }],
      cooldown: "P14D",
    },
    "Mug free for 500 points, only with Gold status, in the month of your birthday, Monday to Friday from 3 to 5 pm, at most once a month, and again no sooner than 14 days later.",
    "Tasse gratis für 500 Punkte, nur mit Status Gold, in deinem Geburtstagsmonat, montags bis freitags von 15 bis 17 Uhr, höchstens einmal im Monat, das nächste Mal frühestens nach 14 Tagen.",
  ],
  [
    "with other prices",
    {
      kind: "free_product",
      name: { en: "Mug", de: "Tasse" },
      prices: [
        { if: { tiers: ["gold"] }, cost: { points: 400 } },
        { if: { birthday: "month" }, cost: { points: 300 } },
      ],
    },
    "Mug free for 500 points (with Gold status: 400 points; in the month of your birthday: 300 points).",
    "Tasse gratis für 500 Punkte (mit Status Gold: 400 Punkte; in deinem Geburtstagsmonat: 300 Punkte).",
  ],
];

const said = (reward: object, locale: "de" | "en") => {
  const rewards = [{ id: "one", cost: { points: 500 }, ...reward }];
  const parts = registry.programSchema.parse({ ...PROGRAM, rewards });
  const [parsed] = parts.rewards;
  if (!parsed) throw new Error("no reward");
  const voice = { locale, address: "du", currency: "EUR", timeZone: "Europe/Berlin" } as const;
  return rewardSentence(parts, parsed, voice);
};

test.each(CASES)("a reward of the kind %s reads as one sentence", (_, reward, en, de) => {
  expect([said(reward, "en"), said(reward, "de")]).toEqual([en, de]);
});
