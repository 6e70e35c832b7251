import { birthdayPoints, money, type Preset, product, secondOrder } from "./types";

/* Presets of shops whose customers come in: a counter, a chair, a till. */

export const CAFE: Preset = {
  id: "cafe",
  name: { de: "Café", en: "Café" },
  fits: {
    de: "Passt, wenn Gäste oft kommen und wenig ausgeben: Nach acht Besuchen gibt es das erste Getränk.",
    en: "Fits where guests come often and spend little: after eight visits the first drink is free.",
  },
  doesNotFit: {
    de: "Passt nicht, wo fast alle nur einmal kommen, etwa am Bahnhof oder auf Festen.",
    en: "Does not fit where almost everybody comes once, as at a station or a fair.",
  },
  trade: { orderValue: 650, ordersPerMonth: 6, channel: "store" },
  document: {
    earning: {
      base: { points: 1, per: 100, goods: { de: "Speisen und Getränke", en: "food and drinks" } },
      rules: [
        {
          id: "quiet-hours",
          name: { de: "Kaffeepause", en: "Coffee break" },
          if: {
            weekdays: ["mon", "tue", "wed", "thu", "fri"],
            hours: [{ from: "14:00", until: "16:00" }],
          },
          give: { type: "multiply", percent: 200 },
        },
        birthdayPoints(20),
      ],
    },
    rewards: [
      product("drink", { de: "Heißgetränk", en: "Hot drink" }, 50, 80),
      product("cake", { de: "Stück Kuchen", en: "Piece of cake" }, 80, 130),
      product("breakfast", { de: "Frühstück", en: "Breakfast" }, 180, 400),
    ],
  },
};

export const BAKERY: Preset = {
  id: "bakery",
  name: { de: "Bäckerei (nur Stempel)", en: "Bakery (stamps only)" },
  fits: {
    de: "Passt, wenn es an der Theke schnell gehen muss: ein Stempel je Einkauf, das zehnte Brot gratis.",
    en: "Fits where the queue must move: a stamp for each purchase, and the tenth brings a free loaf.",
  },
  doesNotFit: {
    de: "Passt nicht, wenn Einkäufe sehr verschieden groß sind: Ein Stempel kennt keinen Betrag.",
    en: "Does not fit where purchases differ much in size: a stamp knows no amount.",
  },
  trade: { orderValue: 550, ordersPerMonth: 8, channel: "store", productValue: 400 },
  document: {
    units: [],
    earning: {
      base: { points: 0 },
      rules: [
        {
          id: "visit",
          if: { channels: ["store"], minimumTotal: 300 },
          give: { type: "stamps", card: "bread", amount: 1 },
        },
      ],
    },
    stamps: [
      {
        key: "bread",
        name: { de: "Brotkarte", en: "Bread card" },
        size: 10,
        reward: {
          type: "voucher",
          voucher: {
            name: { de: "Laib Brot", en: "Loaf of bread" },
            worth: { kind: "free_product" },
          },
        },
      },
    ],
  },
};

export const SALON: Preset = {
  id: "salon",
  name: { de: "Friseur, Kosmetik, Massage", en: "Salon" },
  fits: {
    de: "Passt, wenn alle paar Wochen ein Termin fällig ist: Nach dem zweiten Besuch gibt es etwas.",
    en: "Fits where an appointment is due every few weeks: the second visit brings something already.",
  },
  doesNotFit: {
    de: "Passt nicht, wenn ein Termin nur einmal im Leben gebraucht wird, etwa für die Hochzeit.",
    en: "Does not fit where an appointment is needed once in a lifetime, as for a wedding.",
  },
  trade: { orderValue: 6_000, ordersPerMonth: 0.75, channel: "store" },
  document: {
    earning: {
      base: { points: 1, per: 100, goods: { de: "Behandlungen", en: "treatments" } },
      rules: [secondOrder({ de: "Zweiter Besuch", en: "Second visit" }, 50), birthdayPoints(30)],
    },
    rewards: [
      product("massage", { de: "Kopfmassage", en: "Head massage" }, 100, 300),
      money("ten-euro", { de: "10 € Gutschein", en: "€10 voucher" }, 300, 1_000),
      product("care", { de: "Pflegebehandlung", en: "Care treatment" }, 500, 1_500),
    ],
    referral: {
      isEnabled: true,
      friend: {
        voucher: {
          name: { de: "10 € zum ersten Termin", en: "€10 for a first visit" },
          worth: { kind: "fixed_amount", amount: 1_000 },
          minimumTotal: 4_000,
        },
      },
      advocate: { points: 100 },
    },
  },
};

export const RETAIL: Preset = {
  id: "retail",
  name: { de: "Handel mit Kassen", en: "Retail with tills" },
  fits: {
    de: "Passt, wenn mehrere Kassen oder Läden eine Karte teilen und der Webshop mitzählt.",
    en: "Fits where several tills or shops share one card, and the web shop counts too.",
  },
  doesNotFit: {
    de: "Passt nicht, wenn die Spanne keine fünf Prozent Rückgabe trägt.",
    en: "Does not fit where the margin cannot bear to give five percent back.",
  },
  trade: { orderValue: 3_500, ordersPerMonth: 1.5, channel: "store" },
  document: {
    earning: {
      base: { points: 1, per: 100 },
      rules: [
        birthdayPoints(25),
        {
          id: "regulars",
          name: { de: "Mehr für Stammkunden", en: "More for regulars" },
          if: { tiers: ["regular"] },
          give: { type: "multiply", percent: 150 },
        },
      ],
    },
    tiers: [
      {
        key: "status",
        name: { de: "Status", en: "Status" },
        measure: "spend",
        window: { type: "rolling", length: "P12M" },
        levels: [{ key: "regular", name: { de: "Stammkunde", en: "Regular" }, from: 40_000 }],
      },
    ],
    rewards: [
      money("five-euro", { de: "5 € Gutschein", en: "€5 voucher" }, 100, 500),
      money("fifteen-euro", { de: "15 € Gutschein", en: "€15 voucher" }, 280, 1_500),
    ],
  },
};
