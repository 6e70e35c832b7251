/* Examples of the calls about causes, as the API's description shows them. */

const donation = {
  id: "app-77",
  status: "given",
  cause: "trees",
  unit: "points",
  amount: 200,
  money: 200,
  order: null,
  createdAt: "2026-03-01T10:00:00Z",
  reversedAt: null,
};

const member = {
  id: "mem_01h455vb4pex5vsknk084sn02q",
  wallet: { points: { available: 70, pending: 20, held: 0 } },
};

const donated = {
  committed: true,
  donation,
  given: 1240,
  by: { purchases: 1040, points: 200, money: 0 },
  member,
};

export const chosen = {
  request: { cause: "trees" },
  response: { committed: true, cause: "trees", member: { id: member.id } },
};

export const given = {
  request: { id: "app-77", cause: "trees", unit: "points", amount: 250 },
  response: donated,
};

export const donations = { response: { data: [donation], nextCursor: null } };

export const reversed = {
  response: {
    committed: true,
    donation: { ...donation, status: "reversed", reversedAt: "2026-03-01T10:05:00Z" },
    given: 1040,
    by: { purchases: 1040, points: 0, money: 0 },
    member: { ...member, wallet: { points: { available: 270, pending: 20, held: 0 } } },
  },
};

const payout = {
  id: "2026-q1",
  cause: "trees",
  amount: 100000,
  paidAt: "2026-04-02T10:00:00Z",
  receipt: { number: "SB-2026-114", url: null, note: null },
  isAdvance: false,
  recordedAt: "2026-04-02T10:00:00Z",
  reversedAt: null,
};

export const paidOut = {
  request: {
    id: "2026-q1",
    amount: 100000,
    paidAt: "2026-04-02T10:00:00Z",
    receipt: { number: "SB-2026-114" },
  },
  response: { committed: true, payout },
};

export const payouts = { response: { data: [payout], nextCursor: null } };

export const payoutReversed = {
  response: { committed: true, payout: { ...payout, reversedAt: "2026-04-02T11:00:00Z" } },
};

export const totals = {
  response: {
    currency: "EUR",
    asOf: "2026-04-02T10:00:00Z",
    data: [
      {
        cause: "trees",
        name: "Trees for Cologne",
        given: 124050,
        paidOut: 100000,
        toPay: 24050,
        givers: 318,
      },
    ],
  },
};
