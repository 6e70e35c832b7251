import { bought, type Case, ORDER, only, points, rules, type Step, work } from "./cases";

const PER_EURO = points(1, { each: "amount", per: 100 });

/** An order of one line, and what it gives. */
const buy = (id: string, total: number, effects: readonly string[], more: object = {}): Step => [
  ORDER,
  bought(id, [["a", total]], more),
  { effects },
];

const by = (externalId: string) => ({ member: { externalId } });
const on = (placedAt: string) => ({ placedAt });

const refund = (order: string, amount: number, effects: readonly string[]): Step => [
  `POST /v1/orders/${order}/refunds`,
  { id: `${order}-${amount}`, amount },
  { effects },
];

const CASES: Case[] = [
  {
    // 15 + 10 points are cut to 10: in proportion 6 and 4. A return of b takes its 4.
    name: "a limit by order cuts all lines in proportion, and a return takes a line's share",
    program: only([{ id: "r", limits: [{ per: "order", amount: 10 }], give: PER_EURO }]),
    steps: [
      [
        ORDER,
        bought("1", [
          ["a", 1500],
          ["b", 1000],
        ]),
        { effects: ["+6 r@a", "+4 r@b"], passed: ["base rate", "r limit 15"] },
      ],
      [
        "POST /v1/orders/1/refunds",
        { id: "r", items: [{ id: "b", quantity: 1 }] },
        { effects: ["-4 r@b"], wallet: { points: 6 } },
      ],
      buy("2", 900, ["+9 r@a"]),
    ],
  },
  {
    // 29 March 2026 in Berlin lasts from 28 March 23:00Z to 29 March 22:00Z: 23 hours.
    name: "a limit by day holds for the shop's day, also when that has 23 hours",
    start: "2026-03-31T10:00:00Z",
    program: only([{ id: "r", limits: [{ per: "day", times: 1 }], give: points(5) }]),
    steps: [
      buy("1", 100, ["+5 r@a"], on("2026-03-28T22:59:00Z")),
      buy("2", 100, ["+5 r@a"], on("2026-03-28T23:00:00Z")),
      buy("3", 100, [], on("2026-03-29T21:59:00Z")),
      buy("4", 100, ["+5 r@a"], on("2026-03-29T22:00:00Z")),
      // The one of the 29th comes back: on the 29th there is room again, on the 30th there is not.
      refund("2", 100, ["-5 r@a"]),
      buy("5", 100, [], on("2026-03-30T10:00:00Z")),
      buy("6", 100, ["+5 r@a"], on("2026-03-29T12:00:00Z")),
    ],
  },
  {
    // Weeks begin on Monday: 2 March 2026. 1 January 2026 was a Thursday, in the week of 29 December.
    name: "a limit by week holds from Monday on, across the turn of the year",
    program: only([{ id: "r", limits: [{ per: "week", times: 1 }], give: points(5) }]),
    steps: [
      buy("1", 100, ["+5 r@a"], on("2025-12-29T10:00:00Z")),
      buy("2", 100, [], on("2026-01-01T10:00:00Z")),
      buy("3", 100, [], on("2026-01-04T22:59:00Z")),
      buy("4", 100, ["+5 r@a"], on("2026-01-04T23:00:00Z")),
      buy("5", 100, ["+5 r@a"], on("2026-03-02T09:00:00Z")),
    ],
  },
  {
    // February: 40 of 50. March: 50 of 60. Half of February's back: 20, so February has 30 again.
    name: "what a limit by month gave comes back to the month that it was taken from",
    program: only([{ id: "r", limits: [{ per: "month", amount: 50 }], give: PER_EURO }]),
    steps: [
      buy("feb", 4000, ["+40 r@a"], on("2026-02-10T10:00:00Z")),
      [
        ORDER,
        bought("mar", [["a", 6000]]),
        { effects: ["+50 r@a"], passed: ["base rate", "r limit 10"] },
      ],
      refund("feb", 2000, ["-20 r@a"]),
      [ORDER, bought("none", [["a", 1000]]), { effects: [], passed: ["base rate", "r limit 10"] }],
      buy("late", 9000, ["+30 r@a"], on("2026-02-20T10:00:00Z")),
    ],
  },
  {
    // The year has 100, of which 60 go in January; all of it 130.
    name: "of several limits the tightest holds",
    program: only([
      {
        id: "r",
        limits: [
          { per: "order", amount: 60 },
          { per: "year", amount: 100 },
          { per: "lifetime", amount: 130 },
        ],
        give: PER_EURO,
      },
    ]),
    start: "2027-02-01T10:00:00Z",
    steps: [
      buy("1", 9000, ["+60 r@a"], on("2026-02-10T10:00:00Z")),
      buy("2", 9000, ["+40 r@a"], on("2026-12-31T22:59:00Z")),
      buy("3", 9000, ["+30 r@a"], on("2026-12-31T23:00:00Z")),
      [ORDER, bought("4", [["a", 100]]), { effects: [], passed: ["base rate", "r limit 1"] }],
      // The second goes: 40 come back to 2026, and to the lifetime, of which then 90 are used.
      ["POST /v1/orders/2/cancel", {}, { effects: ["-40 r@a"] }],
      buy("5", 9000, ["+40 r@a"]),
    ],
  },
  {
    name: "a time counts while something of it stands, and is free once all of it is back",
    program: only([{ id: "r", limits: [{ per: "month", times: 2 }], give: points(10) }]),
    steps: [
      buy("1", 1000, ["+10 r@a"]),
      buy("2", 1000, ["+10 r@a"]),
      buy("3", 1000, []),
      refund("1", 600, ["-6 r@a"]),
      buy("4", 1000, []),
      refund("1", 400, ["-4 r@a"]),
      buy("5", 1000, ["+10 r@a"]),
      buy("6", 1000, []),
    ],
  },
  {
    // Amended from 20 to 50 €: its own 20 do not count against it, so 30. To 10 €: 20 are free,
    // taken back from the later entry of 10 and then from the earlier one of 20.
    name: "an amendment has the room that the order had, and frees what it no longer uses",
    program: only([{ id: "r", limits: [{ per: "day", amount: 30 }], give: PER_EURO }]),
    steps: [
      buy("1", 2000, ["+20 r@a"]),
      ["PUT /v1/orders/1", bought("1", [["a", 5000]]), { effects: ["+10 r@a"] }],
      buy("2", 500, []),
      ["PUT /v1/orders/1", bought("1", [["a", 1000]]), { effects: ["-10 r@a", "-10 r@a"] }],
      buy("3", 5000, ["+20 r@a"]),
      // The second had earned nothing; now there is no room for it either.
      ["PUT /v1/orders/2", bought("2", [["a", 600]]), { effects: [] }],
    ],
  },
  {
    name: "an order that is paid later counts on the day it was placed",
    program: only([{ id: "r", limits: [{ per: "day", times: 1 }], give: points(5) }]),
    steps: [
      buy("1", 100, [], { status: "placed" }),
      ["AT 2026-03-03T10:00:00Z"],
      buy("2", 100, ["+5 r@a"]),
      ["POST /v1/orders/1/pay", {}, { effects: ["+5 r@a"] }],
      buy("3", 100, [], on("2026-03-02T12:00:00Z")),
    ],
  },
  {
    // Seven days of 24 hours, though the clocks go forward in between.
    name: "a cooldown lasts to the hour, and is over when what began it is all back",
    start: "2026-03-26T10:00:00Z",
    program: only([{ id: "r", cooldown: "P7D", give: points(10) }]),
    steps: [
      buy("1", 1000, ["+10 r@a"]),
      ["AT 2026-04-02T09:59:59Z"],
      [ORDER, bought("2", [["a", 1000]]), { effects: [], passed: ["base rate", "r cooldown 10"] }],
      ["AT 2026-04-02T10:00:00Z"],
      buy("3", 1000, ["+10 r@a"]),
      refund("3", 600, ["-6 r@a"]),
      buy("4", 1000, []),
      refund("3", 400, ["-4 r@a"]),
      buy("5", 1000, ["+10 r@a"]),
    ],
  },
  {
    name: "a return of what an earlier cooldown began does not end a later one",
    program: only([{ id: "r", cooldown: "P7D", give: points(10) }]),
    steps: [
      buy("1", 1000, ["+10 r@a"]),
      ["AT 2026-03-10T10:00:00Z"],
      buy("2", 1000, ["+10 r@a"]),
      refund("1", 1000, ["-10 r@a"]),
      buy("3", 1000, []),
    ],
  },
  {
    // 80 + 20 of 100. Half of the 80 comes back, so that 40 are there for the next.
    name: "a budget is everybody's: the last of it is given, then nothing, then what came back",
    program: only([{ id: "r", budget: { amount: 100 }, give: PER_EURO }]),
    steps: [
      buy("1", 8000, ["+80 r@a"], by("a")),
      [
        ORDER,
        bought("2", [["a", 5000]], by("b")),
        { effects: ["+20 r@a"], passed: ["base rate", "r budget 30"] },
      ],
      [
        ORDER,
        bought("3", [["a", 5000]], by("c")),
        { effects: [], passed: ["base rate", "r budget 50"] },
      ],
      refund("1", 4000, ["-40 r@a"]),
      buy("4", 5000, ["+40 r@a"], by("d")),
    ],
  },
  {
    name: "a budget by month is that of the order's month",
    program: only([{ id: "r", budget: { amount: 50, per: "month" }, give: PER_EURO }]),
    steps: [
      buy("1", 4000, ["+40 r@a"], { ...by("a"), ...on("2026-02-28T22:00:00Z") }),
      buy("2", 6000, ["+50 r@a"], { ...by("b"), ...on("2026-02-28T23:00:00Z") }),
      ["POST /v1/orders/1/cancel", {}, { effects: ["-40 r@a"] }],
      buy("3", 1000, [], by("c")),
      buy("4", 6000, ["+50 r@a"], { ...by("c"), ...on("2026-02-01T23:00:00Z") }),
    ],
  },
  {
    // 80 fit; of 50 then 20; what is on the way counts as well.
    name: "a full wallet takes no more, on the way or available, and room again after a return",
    program: rules([{ id: "bonus", give: points(10) }], { walletCaps: { points: 100 } }),
    steps: [
      [
        ORDER,
        bought("1", [["a", 8000]], { channel: "online" }),
        { effects: ["+80 base@a pending", "+10 bonus@a pending"], wallet: { points: [0, 90] } },
      ],
      [
        ORDER,
        bought("2", [["a", 5000]]),
        {
          effects: ["+10 base@a"],
          passed: ["base wallet_full 40", "bonus wallet_full 10"],
          wallet: { points: [10, 90] },
        },
      ],
      ["POST /v1/orders/1/cancel", {}, { wallet: { points: [10, 0] } }],
      // The second order was given 10; what did not fit then is not given later by itself.
      [
        ORDER,
        bought("3", [["a", 5000]]),
        { effects: ["+50 base@a", "+10 bonus@a"], wallet: { points: 70 } },
      ],
      // But an amendment looks anew: beside its own 10 there are 60, so that 40 of 60 + 10 fit.
      [
        "PUT /v1/orders/2",
        bought("2", [["a", 6000]]),
        { effects: ["+30 base@a"], wallet: { points: 100 } },
      ],
    ],
  },
  {
    name: "the base rate can be limited as well",
    program: {
      earning: { base: { limits: [{ per: "day", amount: 25 }] }, rules: [] },
    },
    steps: [
      buy("1", 2000, ["+20 base@a"]),
      buy("2", 2000, ["+5 base@a"]),
      buy("3", 2000, []),
      ["AT 2026-03-02T23:00:00Z"],
      buy("4", 2000, ["+20 base@a"]),
    ],
  },
];

work(CASES);
