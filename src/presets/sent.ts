import { birthdayPoints, credit, money, type Preset, product, secondOrder } from "./types";

/* Presets of shops that send what they sell, to people or to companies. */

export const WEB_SHOP: Preset = {
  id: "web_shop",
  name: { de: "Webshop", en: "Web shop" },
  fits: {
    de: "Passt, wenn aus Erstkäufern Wiederkäufer werden sollen: Die zweite Bestellung zahlt sich aus.",
    en: "Fits where first-time buyers should come back: the second order pays off at once.",
  },
  doesNotFit: {
    de: "Passt nicht, wenn fast alles zurückgeschickt wird: Punkte werden erst nach der Rückgabefrist frei.",
    en: "Does not fit where most of it is sent back: points are free after the return period only.",
  },
  trade: { orderValue: 5_500, ordersPerMonth: 0.5, channel: "online" },
  document: {
    activities: [{ type: "review", name: { de: "Produktbewertung", en: "Product review" } }],
    earning: {
      base: { points: 1, per: 100 },
      rules: [
        secondOrder({ de: "Zweite Bestellung", en: "Second order" }, 50),
        {
          id: "review",
          on: "activity",
          activity: "review",
          give: { type: "points", amount: 10 },
          limits: [{ per: "month", times: 3 }],
        },
        birthdayPoints(25),
      ],
    },
    rewards: [
      {
        id: "shipping",
        kind: "free_shipping",
        name: { de: "Gratis-Versand", en: "Free shipping" },
        cost: { points: 100 },
        costAmount: 490,
      },
      money("five-euro", { de: "5 € Gutschein", en: "€5 voucher" }, 150, 500),
      money("fifteen-euro", { de: "15 € Gutschein", en: "€15 voucher" }, 400, 1_500),
    ],
    referral: {
      isEnabled: true,
      friend: {
        voucher: {
          name: { de: "5 € zum Start", en: "€5 to start" },
          worth: { kind: "fixed_amount", amount: 500 },
          minimumTotal: 3_000,
        },
      },
      advocate: { points: 150 },
    },
    journeys: {
      winBack: {
        isEnabled: true,
        voucher: {
          name: { de: "5 € zum Wiederkommen", en: "€5 to come back" },
          worth: { kind: "fixed_amount", amount: 500 },
          minimumTotal: 4_000,
        },
      },
    },
  },
};

export const SUBSCRIPTION_BOX: Preset = {
  id: "subscription_box",
  name: { de: "Abo-Box", en: "Subscription box" },
  fits: {
    de: "Passt, wenn jeden Monat eine Box kommt: Wer bleibt, bekommt Extras und jede zehnte Box fast geschenkt.",
    en: "Fits where a box comes every month: who stays gets extras, and after ten boxes one for free.",
  },
  doesNotFit: {
    de: "Passt nicht, wenn Abos jährlich im Voraus bezahlt werden: Dann fehlt der monatliche Anlass.",
    en: "Does not fit where a year is paid in advance: there is no monthly occasion then.",
  },
  trade: { orderValue: 2_900, ordersPerMonth: 1, channel: "online" },
  document: {
    earning: {
      base: { points: 1, per: 100, goods: { de: "Boxen", en: "boxes" } },
      rules: [
        {
          id: "half-a-year",
          name: { de: "Halbes Jahr dabei", en: "Half a year with us" },
          if: { everyNthOrder: 6 },
          give: { type: "points", amount: 50 },
        },
      ],
    },
    rewards: [
      product("extra", { de: "Extra in der nächsten Box", en: "Extra in your next box" }, 80, 250),
      product("box", { de: "Eine ganze Box", en: "A whole box" }, 320, 1_600),
    ],
    referral: {
      isEnabled: true,
      friend: {
        voucher: {
          name: { de: "5 € auf die erste Box", en: "€5 off a first box" },
          worth: { kind: "fixed_amount", amount: 500 },
        },
      },
      advocate: { points: 80 },
    },
  },
};

export const B2B: Preset = {
  id: "b2b",
  name: { de: "Firmenkunden (B2B)", en: "B2B" },
  fits: {
    de: "Passt, wenn Firmen regelmäßig nachbestellen: Es zählt netto, und der Jahresumsatz bringt Status und Bonus.",
    en: "Fits where companies reorder: net amounts count, and what they spend in a year brings status and a bonus.",
  },
  doesNotFit: {
    de: "Passt nicht, wenn Einkäufer nichts annehmen dürfen: Dann ist ein Rabatt im Vertrag besser.",
    en: "Does not fit where buyers may accept nothing: then a discount in the contract is better.",
  },
  trade: { orderValue: 40_000, ordersPerMonth: 2, channel: "online" },
  document: {
    earning: {
      base: { points: 1, per: 1_000, tax: "excluded" },
      rules: [
        {
          id: "premium",
          name: { de: "Mehr für Premium-Partner", en: "More for premium partners" },
          if: { tiers: ["premium"] },
          give: { type: "multiply", percent: 150 },
        },
      ],
    },
    companies: {
      volumeBonus: {
        levels: [
          { from: 500_000, percent: 1 },
          { from: 2_000_000, percent: 2 },
        ],
      },
    },
    pending: {
      online: { wait: "P30D", after: "delivered" },
      phone: { wait: "P30D", after: "delivered" },
    },
    tiers: [
      {
        key: "partner",
        name: { de: "Partnerstufe", en: "Partner level" },
        measure: "spend",
        window: { type: "calendar_year" },
        levels: [
          { key: "partner", name: { de: "Partner", en: "Partner" }, from: 500_000 },
          {
            key: "premium",
            name: { de: "Premium-Partner", en: "Premium partner" },
            from: 2_000_000,
          },
        ],
      },
    ],
    rewards: [
      credit("credit", { de: "25 € Guthaben", en: "€25 credit" }, 100, 2_500),
      credit("credit-large", { de: "150 € Guthaben", en: "€150 credit" }, 500, 15_000),
    ],
  },
};
