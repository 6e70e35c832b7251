import { type Preset, product } from "./types";

/* Presets of those who give for other things than goods: nights, or a cause. */

const AFTER_STAY = { wait: "P0D", after: "stay_end" };

export const HOSPITALITY: Preset = {
  id: "hospitality",
  name: { de: "Hotel und Pension", en: "Hospitality" },
  fits: {
    de: "Passt, wenn Gäste wiederkommen sollen: Schon der erste Aufenthalt bringt ein Frühstück beim nächsten.",
    en: "Fits where guests should return: the first stay already brings a breakfast on the next.",
  },
  doesNotFit: {
    de: "Passt nicht, wenn fast alle über Portale buchen und der Gast unbekannt bleibt.",
    en: "Does not fit where most book through portals and the guest remains unknown.",
  },
  trade: { orderValue: 24_000, ordersPerMonth: 0.2, channel: "online", nights: 2 },
  document: {
    earning: {
      base: { points: 0 },
      rules: [
        { id: "nights", give: { type: "points", amount: 100, each: "night" } },
        {
          id: "long-stays",
          name: { de: "Wer länger bleibt", en: "For longer stays" },
          if: { minimumNights: 5 },
          give: { type: "multiply", percent: 150, of: ["nights"] },
        },
        {
          id: "direct",
          name: { de: "Direkt gebucht", en: "Booked direct" },
          if: { channels: ["online", "phone"], minimumNights: 1 },
          give: { type: "points", amount: 50 },
        },
      ],
    },
    pending: {
      online: AFTER_STAY,
      store: AFTER_STAY,
      app: AFTER_STAY,
      phone: AFTER_STAY,
      marketplace: AFTER_STAY,
    },
    rewards: [
      product("breakfast", { de: "Frühstück für zwei", en: "Breakfast for two" }, 200, 1_200),
      product("upgrade", { de: "Zimmer-Upgrade", en: "Room upgrade" }, 600, 3_000),
      product("night", { de: "Eine Nacht", en: "A night" }, 1_500, 7_000),
    ],
    expiry: { policy: "rolling", after: "P36M" },
  },
};

export const CAUSE_ONLY: Preset = {
  id: "cause_only",
  name: { de: "Nur guter Zweck", en: "Cause only" },
  fits: {
    de: "Passt, wenn Kunden nichts sammeln, aber etwas bewirken wollen: Von jedem Einkauf gehen zwei Prozent weiter.",
    en: "Fits where customers would rather do good than collect: two percent of each purchase go to a cause.",
  },
  doesNotFit: {
    de: "Passt nicht, wenn der Zweck mit dem Laden nichts zu tun hat oder der Preis alles entscheidet.",
    en: "Does not fit where the cause has nothing to do with the shop, or the price decides everything.",
  },
  trade: { orderValue: 4_000, ordersPerMonth: 1, channel: "store" },
  document: {
    units: [],
    causes: [{ key: "trees", name: { de: "Bäume für unsere Region", en: "Trees for our region" } }],
    earning: {
      base: { points: 0 },
      rules: [
        {
          id: "give",
          give: { type: "donation", cause: "trees", amount: 100, each: "amount", per: 5_000 },
        },
      ],
    },
  },
};
