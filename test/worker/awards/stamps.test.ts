import { bought, type Case, codeFrom, ORDER, only, points, VOUCHERS, voucher, work } from "./cases";

const NAME = { de: "Karte", en: "Card" };
const COFFEE = { categories: ["coffee"] };

/** Five cups bring a voucher; every visit counts towards ten points for three. */
const CUPS = { key: "coffee", name: NAME, size: 5, reward: voucher(300) };
const VISITS = { key: "visits", name: NAME, size: 3, reward: points(10) };
const CUP = {
  id: "cup",
  if: COFFEE,
  give: { type: "stamps", card: "coffee", amount: 1, each: "item" },
};
const VISIT = { id: "visit", give: { type: "stamps", card: "visits", amount: 1 } };

const cups = (id: string, quantity: number) =>
  bought(id, [["a", 300 * quantity, quantity, COFFEE]]);
const back = (id: string, quantity: number) => ({ id, items: [{ id: "a", quantity }] });

const REWARD = ["card_completed coffee", "voucher_issued stamps.coffee"];

const CASES: Case[] = [
  {
    // 4 + 3 = 7: a card of 5, and 2 on the next. Then 2 + 9 = 11: two cards, and 1 on the next.
    name: "stamps beyond a full card begin the next one, however many are full at once",
    program: only([CUP], { stamps: [CUPS] }),
    steps: [
      [ORDER, cups("1", 4), { effects: ["+4 stamp:coffee cup@a"], wallet: { "stamp:coffee": 4 } }],
      [
        ORDER,
        cups("2", 3),
        { effects: ["+3 stamp:coffee cup@a", ...REWARD], wallet: { "stamp:coffee": 2 } },
      ],
      [
        ORDER,
        cups("3", 9),
        { effects: ["+9 stamp:coffee cup@a", ...REWARD, ...REWARD], wallet: { "stamp:coffee": 1 } },
      ],
      [VOUCHERS, undefined, { vouchers: ["issued", "issued", "issued"] }],
    ],
  },
  {
    name: "one order stamps two cards, and fills one of them",
    program: only([CUP, VISIT], { stamps: [CUPS, VISITS] }),
    steps: [
      [ORDER, cups("1", 1), { effects: ["+1 stamp:coffee cup@a", "+1 stamp:visits visit"] }],
      [ORDER, cups("2", 1), { wallet: { "stamp:coffee": 2, "stamp:visits": 2 } }],
      [
        ORDER,
        cups("3", 1),
        {
          effects: [
            "+1 stamp:coffee cup@a",
            "+1 stamp:visits visit",
            "card_completed visits",
            "+10 stamps.visits",
          ],
          wallet: { "stamp:coffee": 3, "stamp:visits": 0, points: 10 },
        },
      ],
      // The visit goes only with all of it: then the card is open again, and its points are gone.
      [
        "POST /v1/orders/3/refunds",
        back("r", 1),
        {
          effects: [
            "card_reopened visits",
            "-10 stamps.visits",
            "-1 stamp:coffee cup@a",
            "-1 stamp:visits visit",
          ],
          wallet: { "stamp:coffee": 2, "stamp:visits": 2, points: 0 },
        },
      ],
    ],
  },
  {
    // 4 + 3 fill a card and leave 2. One cup back leaves 1; two more need 2: the card opens again,
    // 1 + 5 − 2 = 4 are on it, which are the four of the first order.
    name: "a return opens a full card again only when the stamps beyond it do not suffice",
    program: only([CUP], { stamps: [CUPS] }),
    steps: [
      [ORDER, cups("1", 4), {}],
      [ORDER, cups("2", 3), { effects: ["+3 stamp:coffee cup@a", ...REWARD] }],
      [
        "POST /v1/orders/2/refunds",
        back("r", 1),
        { effects: ["-1 stamp:coffee cup@a"], wallet: { "stamp:coffee": 1 } },
      ],
      [
        "POST /v1/orders/2/refunds",
        back("s", 2),
        {
          effects: [
            "card_reopened coffee",
            "voucher_voided stamps.coffee",
            "-2 stamp:coffee cup@a",
          ],
          wallet: { "stamp:coffee": [4, 0, 0] },
        },
      ],
      // One cup more fills it again.
      [ORDER, cups("3", 1), { effects: ["+1 stamp:coffee cup@a", ...REWARD] }],
    ],
  },
  {
    // A card of 5 was filled and its voucher used. Three of the five cups back: 3 stamps are owed,
    // and the next 4 cups pay them first.
    name: "stamps of a card whose reward was used are owed",
    program: only([CUP], { stamps: [CUPS] }),
    steps: [
      [ORDER, cups("1", 5), { effects: ["+5 stamp:coffee cup@a", ...REWARD] }],
      [
        ORDER,
        (seen) => bought("2", [["b", 100]], { vouchers: [codeFrom(seen, 0)] }),
        { warnings: [] },
      ],
      [
        "POST /v1/orders/1/refunds",
        back("r", 3),
        { effects: ["-3 stamp:coffee cup@a"], wallet: { "stamp:coffee": [-3, 0, 3] } },
      ],
      [ORDER, cups("3", 4), { effects: ["+4 stamp:coffee cup@a"], wallet: { "stamp:coffee": 1 } }],
      [VOUCHERS, undefined, { vouchers: ["redeemed"] }],
    ],
  },
  ...(["stop_at_zero", "waive"] as const).map(
    (negative): Case => ({
      // The card took 5 of 6, one is left; its voucher is used. Of three cups that come back one
      // stamp is there, two were spent and are not asked for.
      name: `stamps that are spent are not asked for where the program says ${negative}`,
      program: only([CUP], { stamps: [CUPS], negative }),
      steps: [
        [ORDER, cups("1", 6), { wallet: { "stamp:coffee": 1 } }],
        [
          ORDER,
          (seen) => bought("2", [["b", 100]], { vouchers: [codeFrom(seen, 0)] }),
          { warnings: [] },
        ],
        [
          "POST /v1/orders/1/refunds",
          back("r", 3),
          { effects: ["-3 stamp:coffee cup@a waived 2"], wallet: { "stamp:coffee": [0, 0, 0] } },
        ],
      ],
    }),
  ),
  {
    // The first order's four stamps are in the card that the second filled: 2 are there, so 2 are
    // owed; the reward is the second's and stays.
    name: "a card is opened again by the order that filled it, others owe what it took of theirs",
    program: only([CUP], { stamps: [CUPS] }),
    steps: [
      [ORDER, cups("1", 4), {}],
      [ORDER, cups("2", 3), { wallet: { "stamp:coffee": 2 } }],
      [
        "POST /v1/orders/1/cancel",
        {},
        { effects: ["-4 stamp:coffee cup@a"], wallet: { "stamp:coffee": [-2, 0, 2] } },
      ],
      // With the second too nothing is left: the five of the card pay for all.
      [
        "POST /v1/orders/2/cancel",
        {},
        {
          effects: [
            "card_reopened coffee",
            "voucher_voided stamps.coffee",
            "-3 stamp:coffee cup@a",
          ],
          wallet: { "stamp:coffee": [0, 0, 0] },
        },
      ],
    ],
  },
  {
    // 30 days of 24 hours: those of 2 March are gone on 1 April, 10:00Z.
    name: "stamps expire as their card says, and what expired fills no card",
    program: only([CUP], {
      stamps: [{ ...CUPS, expiry: { policy: "rolling", after: "P30D" } }],
    }),
    steps: [
      [ORDER, cups("1", 3), { dates: [["2026-03-02T10:00", "2026-04-01T10:00"]] }],
      ["AT 2026-04-01T10:00:00Z"],
      [ORDER, cups("2", 3), { effects: ["+3 stamp:coffee cup@a"], wallet: { "stamp:coffee": 3 } }],
      // Of the first order's nothing is there, and what expired is nobody's debt.
      ["POST /v1/orders/1/cancel", {}, { wallet: { "stamp:coffee": [3, 0, 0] } }],
    ],
  },
  {
    // Amended from 5 to 2 cups the card opens; to 6 it is full again, with 1 beyond it.
    name: "an amendment opens and fills a card",
    program: only([CUP], { stamps: [CUPS] }),
    steps: [
      [ORDER, cups("1", 5), { effects: ["+5 stamp:coffee cup@a", ...REWARD] }],
      [
        "PUT /v1/orders/1",
        cups("1", 2),
        {
          effects: [
            "card_reopened coffee",
            "voucher_voided stamps.coffee",
            "-3 stamp:coffee cup@a",
          ],
          wallet: { "stamp:coffee": 2 },
        },
      ],
      [
        "PUT /v1/orders/1",
        cups("1", 6),
        { effects: ["+4 stamp:coffee cup@a", ...REWARD], wallet: { "stamp:coffee": 1 } },
      ],
      [VOUCHERS, undefined, { vouchers: ["issued", "void"] }],
    ],
  },
];

work(CASES);
