import { bought, type Case, codeFrom, ORDER, only, VOUCHERS, voucher, work } from "./cases";

/** Five euros on the next order, for orders of 20 € and more. */
const NEXT = { id: "next", if: { minimumTotal: 2000 }, give: voucher(500) };

const reissue = (step: number) => (seen: Parameters<typeof codeFrom>[0]) =>
  `POST /v1/vouchers/${codeFrom(seen, step)}/reissue`;

const CASES: Case[] = [
  {
    name: "a voucher for the next order comes with the answer, and goes unused with the order",
    program: only([NEXT]),
    steps: [
      [
        ORDER,
        bought("1", [["a", 1999]]),
        { effects: [], passed: ["base rate", "next minimum_total 1"] },
      ],
      [ORDER, bought("2", [["a", 3000, 3]]), { effects: ["voucher_issued next"] }],
      // A part of the order back is no reason to take it; nor a second look at the same.
      [
        "POST /v1/orders/2/refunds",
        { id: "r", items: [{ id: "a", quantity: 2 }] },
        { effects: [] },
      ],
      [VOUCHERS, undefined, { vouchers: ["issued"] }],
      [
        "POST /v1/orders/2/refunds",
        { id: "s", items: [{ id: "a", quantity: 1 }] },
        { effects: ["voucher_voided next"] },
      ],
      [VOUCHERS, undefined, { vouchers: ["void"] }],
    ],
  },
  {
    name: "a voucher that was used stays used when the order that brought it comes back",
    program: only([NEXT]),
    steps: [
      [ORDER, bought("1", [["a", 2000]]), { effects: ["voucher_issued next"] }],
      [
        ORDER,
        (seen) => bought("2", [["a", 500]], { vouchers: [codeFrom(seen, 0)], discounts: 500 }),
        { effects: [], warnings: [] },
      ],
      ["POST /v1/orders/1/cancel", {}, { effects: [] }],
      [VOUCHERS, undefined, { vouchers: ["redeemed"] }],
    ],
  },
  {
    name: "a voucher does not outlive the order that gave it, whatever becomes of its use",
    program: only([NEXT]),
    steps: [
      [
        ORDER,
        bought("1", [["a", 2000]], { source: "pos.1" }),
        { effects: ["voucher_issued next"] },
      ],
      [ORDER, (seen) => bought("2", [["a", 500]], { vouchers: [codeFrom(seen, 0)] }), {}],
      // The giver stands: it can be used again.
      ["POST /v1/orders/2/cancel", {}, {}],
      [VOUCHERS, undefined, { vouchers: ["issued"] }],
      [ORDER, (seen) => bought("3", [["a", 500]], { vouchers: [codeFrom(seen, 0)] }), {}],
      ["POST /v1/orders/1/cancel", {}, { effects: [] }],
      ["POST /v1/orders/3/refunds", { id: "r", items: [{ id: "a", quantity: 1 }] }, {}],
      [VOUCHERS, undefined, { vouchers: ["void"] }],
    ],
  },
  {
    name: "nor the activity that gave it",
    program: {
      activities: [{ type: "run", name: { de: "Lauf", en: "Run" } }],
      ...only([{ id: "next", on: "activity", activity: "run", give: voucher(500) }]),
    },
    steps: [
      ["PUT /v1/members/ext:c", {}, {}],
      ["POST /v1/activities", { id: "run-1", type: "run", member: "ext:c" }, {}],
      [ORDER, (seen) => bought("2", [["a", 500]], { vouchers: [codeFrom(seen, 1)] }), {}],
      ["POST /v1/activities/run-1/reverse", {}, { effects: [] }],
      ["POST /v1/orders/2/cancel", {}, {}],
      [VOUCHERS, undefined, { vouchers: ["void"] }],
    ],
  },
  {
    name: "of a voucher that was lost the one in its place is voided",
    program: only([NEXT]),
    steps: [
      [ORDER, bought("1", [["a", 2000]]), { effects: ["voucher_issued next"] }],
      [reissue(0), { reason: "lost" }],
      [VOUCHERS, undefined, { vouchers: ["issued", "void"] }],
      ["POST /v1/orders/1/cancel", {}, { effects: ["voucher_voided next"] }],
      [VOUCHERS, undefined, { vouchers: ["void", "void"] }],
    ],
  },
  {
    name: "an order brings its voucher once: paid later, amended, sent again",
    program: only([NEXT]),
    steps: [
      [ORDER, bought("1", [["a", 2000]], { status: "placed" }), { status: 201, effects: [] }],
      ["POST /v1/orders/1/pay", {}, { effects: ["voucher_issued next"] }],
      ["POST /v1/orders/1/pay", {}, { effects: [] }],
      [ORDER, bought("1", [["a", 2000]], { status: "placed" }), { status: 200, effects: [] }],
      ["PUT /v1/orders/1", bought("1", [["b", 2500]]), { effects: [] }],
      [VOUCHERS, undefined, { vouchers: ["issued"] }],
      // Below the minimum it is not deserved any more; above it there is a new one.
      ["PUT /v1/orders/1", bought("1", [["b", 1500]]), { effects: ["voucher_voided next"] }],
      ["PUT /v1/orders/1", bought("1", [["b", 2200]]), { effects: ["voucher_issued next"] }],
    ],
  },
  {
    name: "a voucher that was used is not brought again when the order is amended down and up",
    program: only([NEXT]),
    steps: [
      [ORDER, bought("1", [["a", 2000]]), { effects: ["voucher_issued next"] }],
      [ORDER, (seen) => bought("2", [["a", 500]], { vouchers: [codeFrom(seen, 0)] }), {}],
      ["PUT /v1/orders/1", bought("1", [["a", 1500]]), { effects: [] }],
      ["PUT /v1/orders/1", bought("1", [["a", 2500]]), { effects: [] }],
      [VOUCHERS, undefined, { vouchers: ["redeemed"] }],
    ],
  },
  {
    // Once in a lifetime: free again when the voucher was taken back, not when it was used.
    name: "a limit counts vouchers, and has one back only when it was not used",
    program: only([{ ...NEXT, limits: [{ per: "lifetime", times: 1 }] }]),
    steps: [
      [ORDER, bought("1", [["a", 2000]]), { effects: ["voucher_issued next"] }],
      [ORDER, bought("2", [["a", 2000]]), { effects: [], passed: ["base rate", "next limit 1"] }],
      ["POST /v1/orders/1/cancel", {}, { effects: ["voucher_voided next"] }],
      [ORDER, bought("3", [["a", 2000]]), { effects: ["voucher_issued next"] }],
      [ORDER, (seen) => bought("4", [["a", 500]], { vouchers: [codeFrom(seen, 3)] }), {}],
      ["POST /v1/orders/3/cancel", {}, { effects: [] }],
      [ORDER, bought("5", [["a", 2000]]), { effects: [] }],
    ],
  },
  {
    name: "vouchers that an order used come back with all of it, not with a part",
    program: only([NEXT]),
    steps: [
      [ORDER, bought("1", [["a", 2000]]), { effects: ["voucher_issued next"] }],
      [
        ORDER,
        (seen) =>
          bought(
            "2",
            [
              ["a", 1000],
              ["b", 600],
            ],
            { vouchers: [codeFrom(seen, 0)] },
          ),
        { effects: [] },
      ],
      ["POST /v1/orders/2/refunds", { id: "r", items: [{ id: "a", quantity: 1 }] }, {}],
      [VOUCHERS, undefined, { vouchers: ["redeemed"] }],
      ["POST /v1/orders/2/refunds", { id: "s", items: [{ id: "b", quantity: 1 }] }, {}],
      [VOUCHERS, undefined, { vouchers: ["issued"] }],
    ],
  },
  {
    // Two months from 2 March 11:00 in Berlin: 2 May 11:00, 09:00Z. A later version of the program
    // promises less and changes nothing about it.
    name: "a voucher is valid as the program said when it was given",
    program: only([{ ...NEXT, give: voucher(500, { validFor: "P2M" }) }]),
    steps: [
      [ORDER, bought("1", [["a", 2000]]), { effects: ["voucher_issued next"] }],
      ["PROGRAM", only([])],
      ["AT 2026-05-02T08:59:00Z"],
      [VOUCHERS, undefined, { vouchers: ["issued"] }],
      ["AT 2026-05-02T09:00:00Z"],
      [VOUCHERS, undefined, { vouchers: ["expired"] }],
      ["POST /v1/orders/1/cancel", {}, {}],
    ],
  },
];

work(CASES);
