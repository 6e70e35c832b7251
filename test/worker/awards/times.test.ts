import { bought, type Case, ORDER, only, points, type Step, work } from "./cases";

/** An order of 10 € at a time, and what it gives. */
const at = (time: string, effects: readonly string[], more: object = {}): Step => [
  ORDER,
  bought(time, [["a", 1000]], { placedAt: time, ...more }),
  { effects },
];

const born = (birthday: string) => ({ member: { externalId: "c", birthday } });

const CASES: Case[] = [
  {
    // Berlin is one hour ahead of UTC until 29 March 2026 at 01:00Z, then two.
    name: "hours are those of the shop, before and after the clocks go forward",
    start: "2026-04-02T10:00:00Z",
    program: only([
      { id: "happy", if: { hours: [{ from: "15:00", until: "17:00" }] }, give: points(5) },
    ]),
    steps: [
      at("2026-03-28T13:59:59Z", []), // 14:59:59
      at("2026-03-28T14:00:00Z", ["+5 happy@a"]), // 15:00
      at("2026-03-28T15:59:59Z", ["+5 happy@a"]), // 16:59:59
      at("2026-03-28T16:00:00Z", []), // 17:00
      at("2026-03-29T12:59:00Z", []), // 14:59
      at("2026-03-29T13:00:00Z", ["+5 happy@a"]), // 15:00
      at("2026-03-29T15:00:00Z", []), // 17:00
    ],
  },
  {
    // 02:00–03:00 is skipped on 29 March, and comes twice on 25 October (00:00Z and 01:00Z).
    name: "an hour that the clocks skip never comes, and one that they repeat comes twice",
    start: "2026-11-02T10:00:00Z",
    program: only([
      { id: "night", if: { hours: [{ from: "02:00", until: "03:00" }] }, give: points(5) },
    ]),
    steps: [
      at("2026-03-29T00:59:00Z", []), // 01:59
      at("2026-03-29T01:00:00Z", []), // 03:00
      at("2026-10-24T23:59:00Z", []), // 01:59
      at("2026-10-25T00:30:00Z", ["+5 night@a"]), // 02:30 in summer time
      at("2026-10-25T01:30:00Z", ["+5 night@a"]), // 02:30 in winter time
      at("2026-10-25T02:00:00Z", []), // 03:00
    ],
  },
  {
    // Sunday 1 March 2026 ends at 23:00Z.
    name: "a weekday begins at the shop's midnight",
    program: only([{ id: "monday", if: { weekdays: ["mon"] }, give: points(5) }]),
    steps: [
      at("2026-03-01T22:59:59Z", []),
      at("2026-03-01T23:00:00Z", ["+5 monday@a"]),
      at("2026-03-02T10:00:00Z", ["+5 monday@a"]),
    ],
  },
  {
    name: "a rule gives from its first instant to before its last, by when the order was placed",
    start: "2026-03-10T10:00:00Z",
    program: only([
      {
        id: "day",
        from: "2026-03-03T00:00:00+01:00",
        until: "2026-03-04T00:00:00+01:00",
        give: points(5),
      },
    ]),
    steps: [
      at("2026-03-02T22:59:59.999Z", []),
      at("2026-03-02T23:00:00Z", ["+5 day@a"]),
      at("2026-03-03T22:59:59.999Z", ["+5 day@a"]),
      at("2026-03-03T23:00:00Z", []),
      // Bought in time, paid a week later.
      at("2026-03-03T12:00:00Z", [], { status: "placed", id: "late" }),
      ["POST /v1/orders/late/pay", {}, { effects: ["+5 day@a"], wallet: { points: 15 } }],
    ],
  },
  {
    // Thursday 7 May 2026 is the birthday; its week is the 7th to the 13th, in Berlin.
    name: "a birthday is its day, the week from it, or its month, in the shop's days",
    start: "2026-06-02T10:00:00Z",
    program: only([
      { id: "day", if: { birthday: "day" }, give: points(1) },
      { id: "week", if: { birthday: "week" }, give: points(2) },
      { id: "month", if: { birthday: "month" }, give: points(4) },
    ]),
    steps: [
      at("2026-04-30T21:59:00Z", [], born("1990-05-07")),
      at("2026-04-30T22:00:00Z", ["+4 month@a"]),
      at("2026-05-06T22:00:00Z", ["+1 day@a", "+2 week@a", "+4 month@a"]),
      at("2026-05-07T22:00:00Z", ["+2 week@a", "+4 month@a"]),
      at("2026-05-13T21:59:00Z", ["+2 week@a", "+4 month@a"]),
      at("2026-05-13T22:00:00Z", ["+4 month@a"]),
      at("2026-05-31T22:00:00Z", []),
    ],
  },
  {
    // No 29 February in 2026: the 28th is kept. The week from 29 December ends on 4 January.
    name: "29 February is kept on the 28th, and a week in December runs into January",
    start: "2028-03-02T10:00:00Z",
    program: only(
      [
        { id: "day", if: { birthday: "day" }, give: points(1) },
        { id: "week", if: { birthday: "week" }, give: points(2) },
      ],
      { expiry: { policy: "never" } },
    ),
    steps: [
      at("2026-02-28T10:00:00Z", ["+1 day@a", "+2 week@a"], born("2000-02-29")),
      at("2026-03-06T10:00:00Z", ["+2 week@a"]),
      at("2026-03-07T10:00:00Z", []),
      at("2028-02-28T10:00:00Z", []),
      at("2028-02-29T10:00:00Z", ["+1 day@a", "+2 week@a"]),
      at("2026-12-29T10:00:00Z", ["+1 day@a", "+2 week@a"], {
        member: { externalId: "d", birthday: "1990-12-29" },
      }),
      at("2027-01-04T10:00:00Z", ["+2 week@a"], { member: { externalId: "d" } }),
      at("2027-01-05T10:00:00Z", [], { member: { externalId: "d" } }),
    ],
  },
  {
    // The second paid is the second, whichever was placed first.
    name: "orders are counted as they are kept: placed ones when paid, returned ones no more",
    program: only([
      { id: "first", if: { nthOrder: 1 }, give: points(100) },
      { id: "third", if: { everyNthOrder: 3 }, give: points(30) },
    ]),
    steps: [
      [
        ORDER,
        bought("1", [["a", 1000]]),
        { effects: ["+100 first@a"], passed: ["base rate", "third nth_order 2"] },
      ],
      [ORDER, bought("2", [["a", 1000]], { status: "placed" }), { effects: [] }],
      [
        ORDER,
        bought("3", [["a", 1000]]),
        { effects: [], passed: ["base rate", "first nth_order", "third nth_order 1"] },
      ],
      ["POST /v1/orders/2/pay", {}, { effects: ["+30 third@a"], wallet: { points: 130 } }],
      // It was the first and stays so, though there are others by now.
      [
        "PUT /v1/orders/1",
        bought("1", [["b", 2000]]),
        { effects: ["-100 first@a", "+100 first@b"], wallet: { points: 130 } },
      ],
      // Two are kept then, so that the next is the third.
      ["POST /v1/orders/1/cancel", {}, { effects: ["-100 first@b"], wallet: { points: 30 } }],
      [ORDER, bought("4", [["a", 1000]]), { effects: ["+30 third@a"] }],
    ],
  },
  {
    name: "where the only order was returned the next one is the first",
    program: only([{ id: "first", if: { nthOrder: 1 }, give: points(100) }]),
    steps: [
      [ORDER, bought("1", [["a", 1000]]), { effects: ["+100 first@a"] }],
      ["POST /v1/orders/1/refunds", { id: "r", amount: 1000 }, { effects: ["-100 first@a"] }],
      [ORDER, bought("2", [["a", 1000]]), { effects: ["+100 first@a"], wallet: { points: 100 } }],
    ],
  },
  {
    name: "channels and stores decide by where the order was placed",
    program: only([
      { id: "shops", if: { channels: ["store", "phone"] }, give: points(3) },
      { id: "mitte", if: { stores: ["mitte"] }, give: points(4) },
    ]),
    steps: [
      at("2026-03-01T10:00:00Z", ["+3 shops@a"]),
      at("2026-03-01T11:00:00Z", ["+3 shops@a", "+4 mitte@a"], { storeId: "mitte" }),
      [
        ORDER,
        bought("1", [["a", 1000]], { channel: "app", storeId: "west" }),
        { effects: [], passed: ["base rate", "shops channel", "mitte store"] },
      ],
    ],
  },
];

work(CASES);
