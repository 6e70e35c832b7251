/* Rules and what they are as sentences, read aloud: exactly this is said. */

export interface SentenceCase {
  readonly name: string;
  readonly document: object;
  readonly ruleId: string;
  readonly en: string;
  readonly du: string;
  /** Where it differs from `du`. */
  readonly sie?: string;
}

const HAPPY_HOUR = { en: "Happy Hour", de: "Happy Hour" };
const THANKS = { en: "Thank you", de: "Dankeschön" };
const POINTS_100 = { type: "points", amount: 100 };
const REVIEW = {
  id: "review",
  name: { en: "Your opinion", de: "Deine Meinung" },
  on: "activity",
  activity: "review",
  give: { type: "points", amount: 50 },
};

const voucherFor = (en: string, de: string) => ({
  type: "voucher",
  voucher: { name: { en, de }, worth: { kind: "free_product" } },
});

/** What the rules refer to. */
const SHOP = {
  activities: [
    { type: "review", name: { en: "Product review", de: "Produktbewertung" } },
    { type: "run", name: { en: "Run", de: "Lauf" }, data: { km: "number" } },
  ],
  attributes: [{ key: "diet", type: "text", label: { en: "Diet", de: "Ernährung" } }],
  stamps: [
    {
      key: "coffee",
      name: { en: "Coffee card", de: "Kaffeekarte" },
      size: 10,
      reward: voucherFor("Coffee", "Kaffee"),
    },
  ],
  perks: [{ key: "refill", name: { en: "Free refill", de: "Gratis-Nachschlag" } }],
  causes: [{ key: "trees", name: { en: "Trees for Cologne", de: "Bäume für Köln" } }],
  tiers: [
    {
      key: "status",
      name: { en: "Status", de: "Status" },
      measure: "points",
      levels: [
        { key: "silver", name: { en: "Silver", de: "Silber" }, from: 500 },
        { key: "gold", name: { en: "Gold", de: "Gold" }, from: 1500 },
      ],
    },
  ],
};

const rule = (first: object, ...others: object[]) => ({
  ...SHOP,
  earning: { rules: [{ id: "r", ...first }, ...others] },
});

export const RULE_CASES: readonly SentenceCase[] = [
  {
    name: "a rate for everything",
    document: {},
    ruleId: "earning.base",
    en: "You get 1 point for every €1 you spend on goods.",
    du: "Du bekommst 1 Punkt je 1 € Warenwert.",
    sie: "Sie bekommen 1 Punkt je 1 € Warenwert.",
  },
  {
    name: "a rate in another proportion",
    document: { earning: { base: { points: 3, per: 200 } } },
    ruleId: "earning.base",
    en: "You get 3 points for every €2 you spend on goods.",
    du: "Du bekommst 3 Punkte je 2 € Warenwert.",
    sie: "Sie bekommen 3 Punkte je 2 € Warenwert.",
  },
  {
    name: "what counts, and how",
    document: {
      earning: { base: { parts: ["items", "shipping"], tax: "excluded", discounts: "before" } },
    },
    ruleId: "earning.base",
    en: "You get 1 point for every €1 you spend on goods and shipping, before tax and discounts.",
    du: "Du bekommst 1 Punkt je 1 € Rechnungsbetrag für Ware und Versand, ohne Mehrwertsteuer und vor Abzug von Rabatten.",
    sie: "Sie bekommen 1 Punkt je 1 € Rechnungsbetrag für Ware und Versand, ohne Mehrwertsteuer und vor Abzug von Rabatten.",
  },
  {
    name: "a rate with a limit",
    document: { earning: { base: { limits: [{ per: "month", amount: 500 }] } } },
    ruleId: "earning.base",
    en: "You get 1 point for every €1 you spend on goods, at most 500 points a month.",
    du: "Du bekommst 1 Punkt je 1 € Warenwert, höchstens 500 Punkte im Monat.",
    sie: "Sie bekommen 1 Punkt je 1 € Warenwert, höchstens 500 Punkte im Monat.",
  },
  {
    name: "a rate for each of two currencies",
    document: { earning: { base: { per: { EUR: 100, CHF: 110 } } } },
    ruleId: "earning.base",
    en: "You get 1 point for every €1 or CHF 1.10 you spend on goods.",
    du: "Du bekommst 1 Punkt je 1 € oder 1,10 CHF Warenwert.",
    sie: "Sie bekommen 1 Punkt je 1 € oder 1,10 CHF Warenwert.",
  },
  {
    name: "no rate",
    document: { earning: { base: { points: 0 } } },
    ruleId: "earning.base",
    en: "Purchases earn no points.",
    du: "Einkäufe bringen keine Punkte.",
  },
  {
    name: "a booster by weekday and hour",
    document: rule({
      name: HAPPY_HOUR,
      if: {
        weekdays: ["mon", "tue", "wed", "thu", "fri"],
        hours: [{ from: "15:00", until: "17:00" }],
      },
      give: { type: "multiply", percent: 200 },
    }),
    ruleId: "earning.r",
    en: "Happy Hour: Monday to Friday from 3 to 5 pm, you get double points.",
    du: "Happy Hour: Montags bis freitags von 15 bis 17 Uhr gibt es doppelte Punkte.",
  },
  {
    name: "a booster on some goods for a month",
    document: rule({
      from: "2026-02-28T23:00:00Z",
      until: "2026-03-31T22:00:00Z",
      if: { categories: ["Tee"] },
      give: { type: "multiply", percent: 300 },
    }),
    ruleId: "earning.r",
    en: "From 1 to 31 March 2026, you get triple points on items from “Tee”.",
    du: "Vom 1. bis 31. März 2026 gibt es für Artikel aus „Tee“ dreifache Punkte.",
  },
  {
    name: "a booster in the shop at weekends",
    document: rule({
      if: { channels: ["store"], weekdays: ["sat", "sun"] },
      give: { type: "multiply", percent: 150 },
    }),
    ruleId: "earning.r",
    en: "On Saturdays and Sundays, you get 50% more points on every purchase in the shop.",
    du: "Samstags und sonntags gibt es bei jedem Einkauf im Laden 50 % mehr Punkte.",
  },
  {
    name: "a booster for birthdays",
    document: rule({ if: { birthday: "week" }, give: { type: "multiply", percent: 200 } }),
    ruleId: "earning.r",
    en: "In the week of your birthday, you get double points.",
    du: "In deiner Geburtstagswoche gibt es doppelte Punkte.",
    sie: "In Ihrer Geburtstagswoche gibt es doppelte Punkte.",
  },
  {
    name: "a booster of other rules",
    document: rule(
      { until: "2026-12-31T23:00:00Z", give: { type: "multiply", percent: 250, of: ["review"] } },
      REVIEW,
    ),
    ruleId: "earning.r",
    en: "Until 31 December 2026, you get 2.5 times the points from “Your opinion”.",
    du: "Bis 31. Dezember 2026 gibt es 2,5-fache Punkte aus „Deine Meinung“.",
  },
  {
    name: "points for a first order",
    document: rule({
      if: { nthOrder: 1, minimumTotal: 3000 },
      limits: [{ per: "lifetime", times: 1 }],
      give: POINTS_100,
    }),
    ruleId: "earning.r",
    en: "You get 100 points for your first order of €30 or more, at most once.",
    du: "Bei deiner ersten Bestellung ab 30 € bekommst du 100 Punkte, höchstens einmal.",
    sie: "Bei Ihrer ersten Bestellung ab 30 € bekommen Sie 100 Punkte, höchstens einmal.",
  },
  {
    name: "points for every tenth order",
    document: rule({ if: { everyNthOrder: 10 }, give: POINTS_100 }),
    ruleId: "earning.r",
    en: "You get 100 points for every 10th order.",
    du: "Bei jeder 10. Bestellung bekommst du 100 Punkte.",
    sie: "Bei jeder 10. Bestellung bekommen Sie 100 Punkte.",
  },
  {
    name: "points for a visit",
    document: rule({
      if: { channels: ["store"] },
      limits: [{ per: "day", times: 1 }],
      give: { type: "points", amount: 5 },
    }),
    ruleId: "earning.r",
    en: "You get 5 points for every purchase in the shop, at most once a day.",
    du: "Bei jedem Einkauf im Laden bekommst du 5 Punkte, höchstens einmal am Tag.",
    sie: "Bei jedem Einkauf im Laden bekommen Sie 5 Punkte, höchstens einmal am Tag.",
  },
  {
    name: "points for ordering in the app or by phone",
    document: rule({
      if: { channels: ["app", "phone"], minimumTotal: 2550 },
      give: { type: "points", amount: 5 },
    }),
    ruleId: "earning.r",
    en: "You get 5 points for every order in the app or by phone of €25.50 or more.",
    du: "Bei jeder Bestellung in der App oder per Telefon ab 25,50 € bekommst du 5 Punkte.",
    sie: "Bei jeder Bestellung in der App oder per Telefon ab 25,50 € bekommen Sie 5 Punkte.",
  },
  {
    name: "points in two of the shops",
    document: rule({ if: { stores: ["Mitte", "Nord"] }, give: { type: "points", amount: 5 } }),
    ruleId: "earning.r",
    en: "You get 5 points for every order at “Mitte” or “Nord”.",
    du: "Bei jeder Bestellung in „Mitte“ oder „Nord“ bekommst du 5 Punkte.",
    sie: "Bei jeder Bestellung in „Mitte“ oder „Nord“ bekommen Sie 5 Punkte.",
  },
  {
    name: "points for an item",
    document: rule({
      if: { skus: ["BEAN-1KG"] },
      limits: [{ per: "order", amount: 50 }],
      give: { type: "points", amount: 10, each: "item" },
    }),
    ruleId: "earning.r",
    en: "You get 10 points for every item “BEAN-1KG”, at most 50 points an order.",
    du: "Für jeden Artikel „BEAN-1KG“ bekommst du 10 Punkte, höchstens 50 Punkte pro Bestellung.",
    sie: "Für jeden Artikel „BEAN-1KG“ bekommen Sie 10 Punkte, höchstens 50 Punkte pro Bestellung.",
  },
  {
    name: "points for every kind of tea",
    document: rule({
      if: { categories: ["Tee", "Kakao"] },
      give: { type: "points", amount: 10, each: "line" },
    }),
    ruleId: "earning.r",
    en: "You get 10 points for every different item from “Tee” or “Kakao”.",
    du: "Für jeden verschiedenen Artikel aus „Tee“ oder „Kakao“ bekommst du 10 Punkte.",
    sie: "Für jeden verschiedenen Artikel aus „Tee“ oder „Kakao“ bekommen Sie 10 Punkte.",
  },
  {
    name: "points for three or more of something",
    document: rule({
      if: { categories: ["Tee"], minimumQuantity: 3 },
      give: { type: "points", amount: 10, each: "item" },
    }),
    ruleId: "earning.r",
    en: "You get 10 points for every item from “Tee” if you buy at least 3.",
    du: "Für jeden Artikel aus „Tee“ bekommst du ab 3 Stück 10 Punkte.",
    sie: "Für jeden Artikel aus „Tee“ bekommen Sie ab 3 Stück 10 Punkte.",
  },
  {
    name: "points for a basket with something in it",
    document: rule({
      if: { categories: ["Tee"], minimumQuantity: 2, minimumTotal: 2000 },
      give: { type: "points", amount: 40 },
    }),
    ruleId: "earning.r",
    en: "You get 40 points for every order with at least 2 items from “Tee” for at least €20.",
    du: "Bei jeder Bestellung mit mindestens 2 Artikeln aus „Tee“ für mindestens 20 € bekommst du 40 Punkte.",
    sie: "Bei jeder Bestellung mit mindestens 2 Artikeln aus „Tee“ für mindestens 20 € bekommen Sie 40 Punkte.",
  },
  {
    name: "a rate of one's own for a level",
    document: rule({
      if: { tiers: ["gold"] },
      give: { type: "points", amount: 1, each: "amount", per: 100 },
    }),
    ruleId: "earning.r",
    en: "With Gold status, you get 1 point for every €1 you spend on goods.",
    du: "Mit Status Gold bekommst du 1 Punkt je 1 € Warenwert.",
    sie: "Mit Status Gold bekommen Sie 1 Punkt je 1 € Warenwert.",
  },
  {
    name: "a rate for some goods",
    document: rule({
      if: { categories: ["Tee"], tiers: ["silver", "gold"] },
      limits: [{ per: "month", amount: 500 }],
      give: { type: "points", amount: 2, each: "amount", per: 100 },
    }),
    ruleId: "earning.r",
    en: "With Silver or Gold status, you get 2 points for every €1 you spend on items from “Tee”, at most 500 points a month.",
    du: "Für Artikel aus „Tee“ bekommst du mit Status Silber oder Gold 2 Punkte je 1 €, höchstens 500 Punkte im Monat.",
    sie: "Für Artikel aus „Tee“ bekommen Sie mit Status Silber oder Gold 2 Punkte je 1 €, höchstens 500 Punkte im Monat.",
  },
  {
    name: "a rate for gift cards",
    document: rule({
      if: { kinds: ["gift_card"], minimumTotal: 5000 },
      give: { type: "points", amount: 1, each: "amount", per: 500 },
    }),
    ruleId: "earning.r",
    en: "You get 1 point for every €5 you spend on gift cards if you spend at least €50 on them.",
    du: "Für Geschenkgutscheine bekommst du ab 50 € Einkaufswert 1 Punkt je 5 €.",
    sie: "Für Geschenkgutscheine bekommen Sie ab 50 € Einkaufswert 1 Punkt je 5 €.",
  },
  {
    name: "points when it is collected",
    document: rule({
      on: "fulfilment",
      handovers: ["collected"],
      give: { type: "points", amount: 10 },
    }),
    ruleId: "earning.r",
    en: "You get 10 points for every order that is collected.",
    du: "Bei jeder abgeholten Bestellung bekommst du 10 Punkte.",
    sie: "Bei jeder abgeholten Bestellung bekommen Sie 10 Punkte.",
  },
  {
    name: "points when it is delivered or served",
    document: rule({
      on: "fulfilment",
      handovers: ["delivered", "served"],
      if: { channels: ["online"] },
      give: { type: "points", amount: 10 },
    }),
    ruleId: "earning.r",
    en: "You get 10 points for every online order that is delivered or served.",
    du: "Bei jeder gelieferten oder servierten Online-Bestellung bekommst du 10 Punkte.",
    sie: "Bei jeder gelieferten oder servierten Online-Bestellung bekommen Sie 10 Punkte.",
  },
  {
    name: "points for an activity, not too often",
    document: rule({
      on: "activity",
      activity: "review",
      cooldown: "P7D",
      limits: [{ per: "year", times: 5 }],
      give: { type: "points", amount: 50 },
    }),
    ruleId: "earning.r",
    en: "You get 50 points for “Product review”, at most 5 times a year, and again no sooner than 7 days later.",
    du: "Für „Produktbewertung“ bekommst du 50 Punkte, höchstens 5-mal im Jahr, das nächste Mal frühestens nach 7 Tagen.",
    sie: "Für „Produktbewertung“ bekommen Sie 50 Punkte, höchstens 5-mal im Jahr, das nächste Mal frühestens nach 7 Tagen.",
  },
  {
    name: "points by what an activity says",
    document: rule({
      on: "activity",
      activity: "run",
      give: { type: "points", amount: 10, each: "data", per: 5, field: "km" },
    }),
    ruleId: "earning.r",
    en: "You get 10 points for every 5 “km” of “Run”.",
    du: "Für „Lauf“ bekommst du 10 Punkte je 5 „km“.",
    sie: "Für „Lauf“ bekommen Sie 10 Punkte je 5 „km“.",
  },
  {
    name: "a condition in the shop's own words",
    document: rule({
      when: "true",
      sentence: { en: "with your own cup", de: "mit eigenem Becher" },
      give: { type: "points", amount: 20 },
    }),
    ruleId: "earning.r",
    en: "You get 20 points for every order with your own cup.",
    du: "Bei jeder Bestellung bekommst du mit eigenem Becher 20 Punkte.",
    sie: "Bei jeder Bestellung bekommen Sie mit eigenem Becher 20 Punkte.",
  },
  {
    name: "a condition that is a clause",
    document: rule({
      when: "true",
      sentence: { en: "when it rains", de: "wenn es regnet" },
      limits: [{ per: "day", times: 1 }],
      give: { type: "points", amount: 20 },
    }),
    ruleId: "earning.r",
    en: "You get 20 points for every order when it rains, at most once a day.",
    du: "Bei jeder Bestellung bekommst du 20 Punkte, wenn es regnet, höchstens einmal am Tag.",
    sie: "Bei jeder Bestellung bekommen Sie 20 Punkte, wenn es regnet, höchstens einmal am Tag.",
  },
  {
    name: "what a profile says",
    document: rule({
      if: { attributes: { diet: ["vegan", "vegetarisch"] } },
      give: { type: "points", amount: 20 },
    }),
    ruleId: "earning.r",
    en: "You get 20 points for every order, if your profile says “Diet: vegan or vegetarisch”.",
    du: "Bei jeder Bestellung bekommst du 20 Punkte, wenn in deinem Profil „Ernährung: vegan oder vegetarisch“ steht.",
    sie: "Bei jeder Bestellung bekommen Sie 20 Punkte, wenn in Ihrem Profil „Ernährung: vegan oder vegetarisch“ steht.",
  },
  {
    name: "a budget",
    document: rule({
      budget: { amount: 10000, per: "month" },
      give: { type: "points", amount: 20 },
    }),
    ruleId: "earning.r",
    en: "You get 20 points for every order, at most 10,000 points a month for everyone together.",
    du: "Bei jeder Bestellung bekommst du 20 Punkte, für alle zusammen höchstens 10.000 Punkte im Monat.",
    sie: "Bei jeder Bestellung bekommen Sie 20 Punkte, für alle zusammen höchstens 10.000 Punkte im Monat.",
  },
  {
    name: "a stamp for an item",
    document: rule({
      if: { categories: ["Kaffee"] },
      give: { type: "stamps", card: "coffee", amount: 1, each: "item" },
    }),
    ruleId: "earning.r",
    en: "You get a stamp for every item from “Kaffee”.",
    du: "Für jeden Artikel aus „Kaffee“ bekommst du einen Stempel.",
    sie: "Für jeden Artikel aus „Kaffee“ bekommen Sie einen Stempel.",
  },
  {
    name: "stamps for money",
    document: rule({
      give: { type: "stamps", card: "coffee", amount: 2, each: "amount", per: 1000 },
    }),
    ruleId: "earning.r",
    en: "You get 2 stamps for every €10 you spend on goods.",
    du: "Du bekommst 2 Stempel je 10 € Warenwert.",
    sie: "Sie bekommen 2 Stempel je 10 € Warenwert.",
  },
  {
    name: "a voucher for the next order",
    document: rule({
      if: { minimumTotal: 5000 },
      give: {
        type: "voucher",
        voucher: {
          name: THANKS,
          worth: { kind: "fixed_amount", amount: 500 },
          minimumTotal: 3000,
          validFor: "P30D",
        },
      },
    }),
    ruleId: "earning.r",
    en: "You get a voucher for €5 (from €30, valid for 30 days) for every order of €50 or more.",
    du: "Bei jeder Bestellung ab 50 € bekommst du einen Gutschein über 5 € (ab 30 € Einkaufswert, 30 Tage gültig).",
    sie: "Bei jeder Bestellung ab 50 € bekommen Sie einen Gutschein über 5 € (ab 30 € Einkaufswert, 30 Tage gültig).",
  },
  {
    name: "a percentage off, for some only",
    document: rule({
      if: { nthOrder: 2 },
      budget: { amount: 100 },
      give: {
        type: "voucher",
        voucher: { name: THANKS, worth: { kind: "percent", percent: 10 }, validFor: null },
      },
    }),
    ruleId: "earning.r",
    en: "You get a voucher for 10% off for your second order, at most 100 times for everyone together.",
    du: "Bei deiner zweiten Bestellung bekommst du einen Gutschein über 10 %, für alle zusammen höchstens 100-mal.",
    sie: "Bei Ihrer zweiten Bestellung bekommen Sie einen Gutschein über 10 %, für alle zusammen höchstens 100-mal.",
  },
  {
    name: "a perk",
    document: rule({ if: { categories: ["Kuchen"] }, give: { type: "perk", perk: "refill" } }),
    ruleId: "earning.r",
    en: "You get “Free refill” for every order with items from “Kuchen”.",
    du: "Bei jeder Bestellung mit Artikeln aus „Kuchen“ bekommst du „Gratis-Nachschlag“.",
    sie: "Bei jeder Bestellung mit Artikeln aus „Kuchen“ bekommen Sie „Gratis-Nachschlag“.",
  },
  {
    name: "a donation for an order",
    document: rule({ give: { type: "donation", cause: "trees", amount: 50 } }),
    ruleId: "earning.r",
    en: "We give €0.50 to “Trees for Cologne” for every order.",
    du: "Bei jeder Bestellung spenden wir 0,50 € für „Bäume für Köln“.",
  },
  {
    name: "a donation by amount",
    document: rule({
      give: { type: "donation", cause: "trees", amount: 1, each: "amount", per: 100 },
    }),
    ruleId: "earning.r",
    en: "We give €0.01 to “Trees for Cologne” for every €1 you spend on goods.",
    du: "Wir spenden 0,01 € je 1 € Warenwert für „Bäume für Köln“.",
  },
  {
    name: "points that wait for a date",
    document: rule({
      name: HAPPY_HOUR,
      pending: { until: "2026-03-31T22:00:00Z" },
      give: POINTS_100,
    }),
    ruleId: "earning.r.pending",
    en: "Points from “Happy Hour” can be used from 1 April 2026.",
    du: "Punkte aus „Happy Hour“ kannst du ab 1. April 2026 einlösen.",
    sie: "Punkte aus „Happy Hour“ können Sie ab 1. April 2026 einlösen.",
  },
  {
    name: "points that wait for an activity",
    document: rule({
      name: HAPPY_HOUR,
      pending: { activity: "review", within: "P14D" },
      give: POINTS_100,
    }),
    ruleId: "earning.r.pending",
    en: "Points from “Happy Hour” can be used once “Product review” is done; otherwise they lapse after 14 days.",
    du: "Punkte aus „Happy Hour“ kannst du einlösen, sobald „Produktbewertung“ erledigt ist; sonst verfallen sie nach 14 Tagen.",
    sie: "Punkte aus „Happy Hour“ können Sie einlösen, sobald „Produktbewertung“ erledigt ist; sonst verfallen sie nach 14 Tagen.",
  },
  {
    name: "points that last for less",
    document: rule({
      name: HAPPY_HOUR,
      expiry: { policy: "rolling", after: "P30D" },
      give: POINTS_100,
    }),
    ruleId: "earning.r.expiry",
    en: "Points from “Happy Hour” expire 30 days after you earned them.",
    du: "Punkte aus „Happy Hour“ verfallen 30 Tage, nachdem du sie gesammelt hast.",
    sie: "Punkte aus „Happy Hour“ verfallen 30 Tage, nachdem Sie sie gesammelt haben.",
  },
  {
    name: "the better of two rules",
    document: rule({ name: HAPPY_HOUR, group: "g", give: POINTS_100 }, { ...REVIEW, group: "g" }),
    ruleId: "earning.groups.g",
    en: "Of “Happy Hour” and “Your opinion” only the one that brings you most counts.",
    du: "Von „Happy Hour“ und „Deine Meinung“ zählt nur, was dir am meisten bringt.",
    sie: "Von „Happy Hour“ und „Deine Meinung“ zählt nur, was Ihnen am meisten bringt.",
  },
  {
    name: "most that a wallet holds",
    document: { walletCaps: { points: 10000 } },
    ruleId: "walletCaps.points",
    en: "You can hold at most 10,000 points.",
    du: "Mehr als 10.000 Punkte kannst du nicht ansammeln.",
    sie: "Mehr als 10.000 Punkte können Sie nicht ansammeln.",
  },
];
