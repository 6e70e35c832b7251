const WORKDAYS = ["mon", "tue", "wed", "thu", "fri"] as const;

/** A program that a customer of this roastery would understand. */
export const DEMO_PROGRAM = {
  units: [
    {
      key: "points",
      name: { de: { one: "Bohne", other: "Bohnen" }, en: { one: "bean", other: "beans" } },
    },
  ],
  earning: {
    base: { points: 1, per: 100 },
    rules: [
      {
        id: "teezeit",
        name: { de: "Teezeit", en: "Tea time" },
        on: "line",
        if: { categories: ["Tee"], weekdays: WORKDAYS, hours: [{ from: "15:00", until: "17:00" }] },
        give: { type: "multiply", percent: 200 },
      },
      {
        id: "geburtstag",
        name: { de: "Geburtstagswoche", en: "Birthday week" },
        if: { birthday: "week" },
        give: { type: "points", amount: 25 },
        limits: [{ per: "year", times: 1 }],
      },
      {
        id: "besuch",
        if: { channels: ["store"], minimumTotal: 500 },
        give: { type: "stamps", card: "kaffee", amount: 1 },
      },
      {
        id: "baeume",
        name: { de: "Baumcent", en: "Tree cent" },
        give: { type: "donation", cause: "baeume", amount: 1, each: "amount", per: 100 },
      },
    ],
  },
  causes: [{ key: "baeume", name: { de: "Bäume für Honduras", en: "Trees for Honduras" } }],
  gifts: { isAllowed: true, maximum: 200, limits: [{ per: "month", amount: 500 }] },
  stamps: [
    {
      key: "kaffee",
      name: { de: "Kaffeekarte", en: "Coffee card" },
      size: 10,
      reward: {
        type: "voucher",
        voucher: {
          name: { de: "250 g Kaffee", en: "250 g of coffee" },
          worth: { kind: "free_product", sku: "FIL-250" },
        },
      },
    },
  ],
  tiers: [
    {
      key: "status",
      name: { de: "Status", en: "Status" },
      measure: "spend",
      window: { type: "rolling", length: "P12M" },
      levels: [
        { key: "stammgast", name: { de: "Stammgast", en: "Regular" }, from: 15_000 },
        {
          key: "ehrengast",
          name: { de: "Ehrengast", en: "Guest of Honour" },
          from: 40_000,
          perks: ["filterkaffee"],
        },
      ],
    },
  ],
  perks: [
    {
      key: "filterkaffee",
      name: { de: "Filterkaffee aufs Haus", en: "Filter coffee on the house" },
      limits: [{ per: "day", times: 1 }],
    },
  ],
  referral: {
    isEnabled: true,
    friend: {
      voucher: {
        name: { de: "5 € zum Start", en: "€5 to start" },
        worth: { kind: "fixed_amount", amount: 500 },
        minimumTotal: 2_000,
      },
    },
    advocate: { points: 100 },
  },
  journeys: {
    winBack: {
      isEnabled: true,
      voucher: {
        name: { de: "3 € zum Wiederkommen", en: "€3 to come back" },
        worth: { kind: "fixed_amount", amount: 300 },
        minimumTotal: 1_500,
      },
    },
  },
  rewards: [
    {
      id: "espresso",
      kind: "free_product",
      name: { de: "Ein Espresso", en: "An espresso" },
      cost: { points: 50 },
      costAmount: 60,
    },
    {
      id: "fuenf-euro",
      kind: "fixed_amount",
      name: { de: "Gutschein über 5 €", en: "Voucher worth €5" },
      cost: { points: 120 },
      amount: 500,
      costAmount: 500,
    },
    {
      id: "baum",
      kind: "donation",
      name: { de: "Ein Baum", en: "A tree" },
      cost: { points: 80 },
      cause: "baeume",
      amount: 250,
    },
    {
      id: "guthaben",
      kind: "store_credit",
      name: { de: "10 € Guthaben", en: "€10 of store credit" },
      cost: { points: 220 },
      amount: 1_000,
      limits: [{ per: "month", times: 1 }],
    },
    {
      id: "tasse",
      kind: "free_product",
      name: { de: "Tasse Morgenrot", en: "Morgenrot mug" },
      cost: { points: 300 },
      sku: "ZUB-TAS",
      costAmount: 620,
      stock: 100,
    },
  ],
} as const;
