/* A shop whose rules the worked sentences are about. */

export interface SentenceCase {
  readonly name: string;
  readonly document: object;
  readonly ruleId: string;
  readonly en: string;
  readonly du: string;
  /** Where it differs from `du`. */
  readonly sie?: string;
}

export const HAPPY_HOUR = { en: "Happy Hour", de: "Happy Hour" };
export const THANKS = { en: "Thank you", de: "Dankeschön" };
export const POINTS_100 = { type: "points", amount: 100 };
export const REVIEW = {
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

export const rule = (first: object, ...others: object[]) => ({
  ...SHOP,
  earning: { rules: [{ id: "r", ...first }, ...others] },
});
