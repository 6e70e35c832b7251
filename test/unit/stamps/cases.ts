/** What a case does to a member's cards, in order; amounts are stamps. */
export type Step =
  /** An order brings stamps that are valid for so many days (a year). */
  | {
      readonly order: string;
      readonly card?: string;
      readonly stamps: number;
      readonly days?: number;
    }
  /** Stamps of an order are taken back. */
  | { readonly back: string; readonly stamps: number }
  /** Points are spent. */
  | { readonly spend: number }
  /** The voucher that came first is used. */
  | { readonly use: "voucher" }
  | { readonly later: number };

export interface StampCase {
  readonly name: string;
  readonly negative?: "owe" | "stop_at_zero" | "waive";
  readonly steps: readonly Step[];
  readonly expected: {
    /** Available less owed. */
    readonly coffee?: number;
    readonly cake?: number;
    readonly points?: number;
    /** `issued` and `void` ones. */
    readonly vouchers?: readonly string[];
    /** Cards filled and undone, in order. */
    readonly cards?: readonly string[];
  };
}

/* The program: coffee, 10 stamps, brings a voucher; cake, 3 stamps, brings 50 points. */

export const CASES: readonly StampCase[] = [
  {
    name: "nine of ten bring nothing",
    steps: [{ order: "a", stamps: 9 }],
    // 9 < 10
    expected: { coffee: 9, vouchers: [], cards: [] },
  },
  {
    name: "the tenth fills the card, and the next one is empty",
    steps: [
      { order: "a", stamps: 9 },
      { order: "b", stamps: 1 },
    ],
    // 9 + 1 − 10 = 0
    expected: { coffee: 0, vouchers: ["issued"], cards: ["+coffee"] },
  },
  {
    name: "what is beyond the card begins the next one",
    steps: [
      { order: "a", stamps: 8 },
      { order: "b", stamps: 5 },
    ],
    // 13 − 10 = 3
    expected: { coffee: 3, vouchers: ["issued"], cards: ["+coffee"] },
  },
  {
    name: "one order may fill several cards of a kind",
    steps: [{ order: "a", stamps: 25 }],
    // 25 − 2 × 10 = 5
    expected: { coffee: 5, vouchers: ["issued", "issued"], cards: ["+coffee", "+coffee"] },
  },
  {
    name: "two cards fill apart from each other",
    steps: [
      { order: "a", stamps: 9 },
      { order: "b", card: "cake", stamps: 4 },
    ],
    // coffee 9 < 10; cake 4 − 3 = 1 and 50 points
    expected: { coffee: 9, cake: 1, points: 50, vouchers: [], cards: ["+cake"] },
  },
  {
    name: "two cards fill by orders in turn",
    steps: [
      { order: "a", card: "cake", stamps: 2 },
      { order: "b", stamps: 10 },
      { order: "c", card: "cake", stamps: 4 },
    ],
    // cake 6 − 2 × 3 = 0 and 2 × 50 points; coffee 10 − 10 = 0
    expected: {
      coffee: 0,
      cake: 0,
      points: 100,
      vouchers: ["issued"],
      cards: ["+coffee", "+cake", "+cake"],
    },
  },
  {
    name: "expired stamps fill nothing",
    steps: [{ order: "a", stamps: 6, days: 10 }, { later: 11 }, { order: "b", stamps: 5 }],
    // 6 expired on day 10; 5 < 10
    expected: { coffee: 5, vouchers: [], cards: [] },
  },
  {
    name: "the stamps that expire first are taken first",
    steps: [{ order: "a", stamps: 6 }, { order: "b", stamps: 6, days: 10 }, { later: 11 }],
    // The 6 that were to expire and 4 others were taken: the 2 left stay.
    expected: { coffee: 2, vouchers: ["issued"], cards: ["+coffee"] },
  },
  {
    name: "a returned order whose stamps are there takes only them",
    steps: [
      { order: "a", stamps: 4 },
      { order: "b", stamps: 3 },
      { back: "a", stamps: 4 },
    ],
    // 7 − 4
    expected: { coffee: 3, vouchers: [], cards: [] },
  },
  {
    name: "the order that filled the card is returned: the card is open again",
    steps: [
      { order: "a", stamps: 9 },
      { order: "b", stamps: 1 },
      { back: "b", stamps: 1 },
    ],
    // 0 there, 1 needed: 10 come back, 1 is taken
    expected: { coffee: 9, vouchers: ["void"], cards: ["+coffee", "-coffee"] },
  },
  {
    name: "a part returned that the over-run covers leaves the card full",
    steps: [
      { order: "a", stamps: 9 },
      { order: "b", stamps: 4 },
      { back: "b", stamps: 2 },
    ],
    // 3 there, 2 needed
    expected: { coffee: 1, vouchers: ["issued"], cards: ["+coffee"] },
  },
  {
    name: "of two cards filled by one order, as many are undone as are needed",
    steps: [
      { order: "a", stamps: 25 },
      { back: "a", stamps: 8 },
    ],
    // 5 there, 8 needed: one card gives 10 back, 15 − 8 = 7; the other stays
    expected: {
      coffee: 7,
      vouchers: ["issued", "void"],
      cards: ["+coffee", "+coffee", "-coffee"],
    },
  },
  {
    name: "both are undone when all is returned",
    steps: [
      { order: "a", stamps: 25 },
      { back: "a", stamps: 25 },
    ],
    // 5 + 10 + 10 − 25
    expected: {
      coffee: 0,
      vouchers: ["void", "void"],
      cards: ["+coffee", "+coffee", "-coffee", "-coffee"],
    },
  },
  {
    name: "a used voucher stays, and its stamps are owed",
    steps: [{ order: "a", stamps: 10 }, { use: "voucher" }, { back: "a", stamps: 10 }],
    // nothing there, nothing comes back: 10 are owed
    expected: { coffee: -10, vouchers: ["redeemed"], cards: ["+coffee"] },
  },
  {
    name: "a used voucher stays, and under stop_at_zero nothing is owed",
    negative: "stop_at_zero",
    steps: [{ order: "a", stamps: 12 }, { use: "voucher" }, { back: "a", stamps: 12 }],
    // the 2 beyond the card are taken, 10 are waived
    expected: { coffee: 0, vouchers: ["redeemed"], cards: ["+coffee"] },
  },
  {
    name: "of two cards the one whose voucher was used stays, the other is undone",
    steps: [{ order: "a", stamps: 20 }, { use: "voucher" }, { back: "a", stamps: 20 }],
    // 10 come back of the unused one, 10 are owed
    expected: {
      coffee: -10,
      vouchers: ["redeemed", "void"],
      cards: ["+coffee", "+coffee", "-coffee"],
    },
  },
  {
    name: "new stamps pay what is owed before they fill a card",
    steps: [
      { order: "a", stamps: 10 },
      { use: "voucher" },
      { back: "a", stamps: 10 },
      { order: "b", stamps: 19 },
    ],
    // 19 − 10 = 9
    expected: { coffee: 9, vouchers: ["redeemed"], cards: ["+coffee"] },
  },
  {
    name: "points of a card that are spent leave it full",
    steps: [{ order: "a", card: "cake", stamps: 3 }, { spend: 20 }, { back: "a", stamps: 3 }],
    // 50 − 20 = 30 points stay; 3 stamps are owed
    expected: { cake: -3, points: 30, cards: ["+cake"] },
  },
  {
    name: "points of a card that are not spent go with it",
    steps: [
      { order: "a", card: "cake", stamps: 2 },
      { order: "b", card: "cake", stamps: 2 },
      { back: "b", stamps: 2 },
    ],
    // 1 there, 2 needed: 3 come back, 4 − 2 = 2
    expected: { cake: 2, points: 0, cards: ["+cake", "-cake"] },
  },
  {
    name: "another order's stamps on a full card are owed, and the card stays full",
    steps: [
      { order: "a", stamps: 9 },
      { order: "b", stamps: 1 },
      { back: "a", stamps: 9 },
    ],
    // order a filled no card: 0 there, 9 are owed
    expected: { coffee: -9, vouchers: ["issued"], cards: ["+coffee"] },
  },
  {
    name: "stamps that come back to a full card after they would have expired are gone",
    steps: [
      { order: "a", stamps: 9, days: 10 },
      { order: "b", stamps: 1 },
      { later: 11 },
      { back: "b", stamps: 1 },
    ],
    // 10 come back, the 9 of order a expire at once, the 1 of order b is taken
    expected: { coffee: 0, vouchers: ["void"], cards: ["+coffee", "-coffee"] },
  },
];
