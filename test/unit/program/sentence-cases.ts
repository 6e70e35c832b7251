import type { SentenceCase } from "../earning/shop";

/* Cards, levels, perks and causes, and what they are as sentences, read aloud. */

const DAILY = [{ per: "day", times: 1 }];
const DONATION = { id: "give", give: { type: "donation", cause: "trees", amount: 50 } };
const COFFEE = { name: { en: "Coffee", de: "Kaffee" }, worth: { kind: "free_product" } };

const SHOP = {
  stamps: [
    {
      key: "coffee",
      name: { en: "Coffee card", de: "Kaffeekarte" },
      size: 10,
      reward: { type: "voucher", voucher: COFFEE },
    },
    {
      key: "lunch",
      name: { en: "Lunch card", de: "Mittagskarte" },
      size: 5,
      reward: { type: "points", amount: 250 },
      expiry: { policy: "rolling", after: "P6M" },
    },
  ],
  perks: [
    { key: "refill", name: { en: "Free refill", de: "Gratis-Nachschlag" }, limits: DAILY },
    { key: "early", name: { en: "Early access", de: "Vorverkauf" } },
    {
      key: "classes",
      name: { en: "Barista class", de: "Barista-Kurs" },
      total: 10,
      lasts: "P30D",
      limits: DAILY,
    },
    { key: "delivery", name: { en: "Free delivery", de: "Gratis-Lieferung" }, lasts: "P1M" },
  ],
  causes: [{ key: "trees", name: { en: "Trees for Cologne", de: "Bäume für Köln" } }],
};

const tiers = (set: object, from = 500) => ({
  tiers: [
    {
      key: "status",
      name: { en: "Status", de: "Status" },
      measure: "points",
      window: { type: "calendar_year" },
      levels: [
        {
          key: "silver",
          name: { en: "Silver", de: "Silber" },
          from,
          perks: ["refill", "early"],
          entry: [
            { type: "points", amount: 100 },
            { type: "voucher", voucher: COFFEE },
          ],
          expiry: { policy: "never" },
        },
      ],
      ...set,
    },
  ],
});

export const PROMISE_CASES: readonly SentenceCase[] = [
  {
    name: "a card that brings a coffee",
    document: SHOP,
    ruleId: "stamps.coffee",
    en: "For 10 stamps on “Coffee card” you get a voucher for “Coffee” (valid for 90 days).",
    du: "Für 10 Stempel auf „Kaffeekarte“ bekommst du einen Gutschein für „Kaffee“ (90 Tage gültig).",
    sie: "Für 10 Stempel auf „Kaffeekarte“ bekommen Sie einen Gutschein für „Kaffee“ (90 Tage gültig).",
  },
  {
    name: "a card whose stamps expire",
    document: SHOP,
    ruleId: "stamps.lunch.expiry",
    en: "Stamps on “Lunch card” expire 6 months after you earned them.",
    du: "Stempel auf „Mittagskarte“ verfallen 6 Monate, nachdem du sie gesammelt hast.",
    sie: "Stempel auf „Mittagskarte“ verfallen 6 Monate, nachdem Sie sie gesammelt haben.",
  },
  {
    name: "a card that brings points",
    document: SHOP,
    ruleId: "stamps.lunch",
    en: "For 5 stamps on “Lunch card” you get 250 points.",
    du: "Für 5 Stempel auf „Mittagskarte“ bekommst du 250 Punkte.",
    sie: "Für 5 Stempel auf „Mittagskarte“ bekommen Sie 250 Punkte.",
  },
  {
    name: "a level of the calendar year",
    document: { ...SHOP, ...tiers({}) },
    ruleId: "tiers.status.silver",
    en: "With 500 points in a calendar year you are Silver until the end of the following year.",
    du: "Ab 500 Punkten im Kalenderjahr bist du Silber; das bleibst du bis zum Ende des folgenden Jahres.",
    sie: "Ab 500 Punkten im Kalenderjahr sind Sie Silber; das bleiben Sie bis zum Ende des folgenden Jahres.",
  },
  {
    name: "a level by spend over any twelve months",
    document: {
      ...SHOP,
      ...tiers({ measure: "spend", window: { type: "rolling", length: "P12M" } }, 50_000),
    },
    ruleId: "tiers.status.silver",
    en: "With purchases of €500 within 12 months you are Silver, for as long as the last 12 months add up to that.",
    du: "Ab 500 € Einkaufswert innerhalb von 12 Monaten bist du Silber; das bleibst du, solange die letzten 12 Monate dafür reichen.",
    sie: "Ab 500 € Einkaufswert innerhalb von 12 Monaten sind Sie Silber; das bleiben Sie, solange die letzten 12 Monate dafür reichen.",
  },
  {
    name: "a level by orders in a year of membership",
    document: { ...SHOP, ...tiers({ measure: "orders", window: { type: "membership_year" } }, 5) },
    ruleId: "tiers.status.silver",
    en: "With 5 orders in a year of membership you are Silver until the end of the following one.",
    du: "Ab 5 Bestellungen in einem Mitgliedsjahr bist du Silber; das bleibst du bis zum Ende des folgenden Mitgliedsjahres.",
    sie: "Ab 5 Bestellungen in einem Mitgliedsjahr sind Sie Silber; das bleiben Sie bis zum Ende des folgenden Mitgliedsjahres.",
  },
  {
    name: "a level that is never lost",
    document: { ...SHOP, ...tiers({ downgrade: "never" }) },
    ruleId: "tiers.status.silver",
    en: "With 500 points in a calendar year you are Silver for good.",
    du: "Ab 500 Punkten im Kalenderjahr bist du Silber; das bleibst du für immer.",
    sie: "Ab 500 Punkten im Kalenderjahr sind Sie Silber; das bleiben Sie für immer.",
  },
  {
    name: "a level over a lifetime",
    document: { ...SHOP, ...tiers({ window: { type: "lifetime" } }) },
    ruleId: "tiers.status.silver",
    en: "With 500 points in all you are Silver.",
    du: "Ab insgesamt 500 Punkten bist du Silber.",
    sie: "Ab insgesamt 500 Punkten sind Sie Silber.",
  },
  {
    name: "what a level brings",
    document: { ...SHOP, ...tiers({}) },
    ruleId: "tiers.status.silver.perks",
    en: "Silver brings you “Free refill” and “Early access”.",
    du: "Silber bringt dir „Gratis-Nachschlag“ und „Vorverkauf“.",
    sie: "Silber bringt Ihnen „Gratis-Nachschlag“ und „Vorverkauf“.",
  },
  {
    name: "what reaching a level brings",
    document: { ...SHOP, ...tiers({}) },
    ruleId: "tiers.status.silver.entry",
    en: "When you reach Silver you get 100 points and a voucher for “Coffee” (valid for 90 days).",
    du: "Wenn du Silber wirst, bekommst du 100 Punkte und einen Gutschein für „Kaffee“ (90 Tage gültig).",
    sie: "Wenn Sie Silber werden, bekommen Sie 100 Punkte und einen Gutschein für „Kaffee“ (90 Tage gültig).",
  },
  {
    name: "points that a level makes last",
    document: { ...SHOP, ...tiers({}) },
    ruleId: "tiers.status.silver.expiry",
    en: "Points that you earn as Silver never expire.",
    du: "Punkte, die du als Silber sammelst, verfallen nie.",
    sie: "Punkte, die Sie als Silber sammeln, verfallen nie.",
  },
  {
    name: "a fall to what is deserved, at once",
    document: { ...SHOP, ...tiers({}) },
    ruleId: "tiers.status",
    en: "If it is no longer enough for your level, you move to the one that you do reach.",
    du: "Reicht es nicht mehr für deine Stufe, gilt die, die du dann erreichst.",
    sie: "Reicht es nicht mehr für Ihre Stufe, gilt die, die Sie dann erreichen.",
  },
  {
    name: "a fall by a step, after a grace",
    document: { ...SHOP, ...tiers({ downgrade: "one_step", grace: "P30D" }) },
    ruleId: "tiers.status",
    en: "If it is no longer enough for your level, you keep it for 30 days more and then go down by one.",
    du: "Reicht es nicht mehr für deine Stufe, bleibt sie dir noch 30 Tage; danach gehst du nur eine zurück.",
    sie: "Reicht es nicht mehr für Ihre Stufe, bleibt sie Ihnen noch 30 Tage; danach gehen Sie nur eine zurück.",
  },
  {
    name: "a fall to what is deserved, after a grace",
    document: { ...SHOP, ...tiers({ grace: "P1M" }) },
    ruleId: "tiers.status",
    en: "If it is no longer enough for your level, you keep it for 1 month more before you move to the one that you do reach.",
    du: "Reicht es nicht mehr für deine Stufe, bleibt sie dir noch 1 Monat; danach gilt die, die du dann erreichst.",
    sie: "Reicht es nicht mehr für Ihre Stufe, bleibt sie Ihnen noch 1 Monat; danach gilt die, die Sie dann erreichen.",
  },
  {
    name: "a perk once a day",
    document: SHOP,
    ruleId: "perks.refill",
    en: "You can use “Free refill” at most once a day.",
    du: "„Gratis-Nachschlag“ kannst du höchstens einmal am Tag nutzen.",
    sie: "„Gratis-Nachschlag“ können Sie höchstens einmal am Tag nutzen.",
  },
  {
    name: "a perk that may be used at will",
    document: SHOP,
    ruleId: "perks.early",
    en: "You can use “Early access” as often as you like.",
    du: "„Vorverkauf“ kannst du nutzen, so oft du magst.",
    sie: "„Vorverkauf“ können Sie nutzen, so oft Sie mögen.",
  },
  {
    name: "a perk with ten uses",
    document: SHOP,
    ruleId: "perks.classes",
    en: "You can use “Barista class” 10 times within 30 days, at most once a day.",
    du: "„Barista-Kurs“ kannst du innerhalb von 30 Tagen 10-mal nutzen, höchstens einmal am Tag.",
    sie: "„Barista-Kurs“ können Sie innerhalb von 30 Tagen 10-mal nutzen, höchstens einmal am Tag.",
  },
  {
    name: "a perk for a month",
    document: SHOP,
    ruleId: "perks.delivery",
    en: "You can use “Free delivery” as often as you like for 1 month.",
    du: "„Gratis-Lieferung“ kannst du 1 Monat lang nutzen, so oft du magst.",
    sie: "„Gratis-Lieferung“ können Sie 1 Monat lang nutzen, so oft Sie mögen.",
  },
  {
    name: "a cause",
    document: { ...SHOP, ...{ earning: { rules: [DONATION] } } },
    ruleId: "causes.trees",
    en: "Together with you we give to “Trees for Cologne”.",
    du: "Gemeinsam mit dir spenden wir für „Bäume für Köln“.",
    sie: "Gemeinsam mit Ihnen spenden wir für „Bäume für Köln“.",
  },
];
