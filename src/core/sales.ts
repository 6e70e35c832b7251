/* How shops sell, as orders, rules and vouchers name it alike. */

/** Where an order comes in. */
export const CHANNELS = ["online", "store", "app", "phone", "marketplace"] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a line of an order is. Only products are goods. */
export const LINE_KINDS = ["product", "gift_card", "deposit", "tip", "fee"] as const;
export type LineKind = (typeof LINE_KINDS)[number];
