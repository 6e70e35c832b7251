/* What the reference shows; a test checks each against its schema. */

const ID = "mem_01kjx4z8m9e2vrw0q5t7y3n6bh";
const OTHER = "mem_01kjx4z8m9e2vrw0q5t7y3n6bj";
const AT = "2026-03-01T10:00:00Z";

const row = {
  id: "mrg_01kjx4z8m9e2vrw0q5t7y3n6bk",
  member: ID,
  from: OTHER,
  reason: "same person",
  mergedAt: AT,
  undoneAt: null,
};

const nothing = { available: 0, pending: 0, held: 0 };
const own = { available: 120, pending: 0, held: 0 };
const other = { available: 80, pending: 20, held: 0 };
const both = { available: 200, pending: 20, held: 0 };

const transferOf = (member: string, seq: number) => `${member.replace("mem_", "trf_")}_${seq}`;
const pair = (account: string, amount: number, [mine, theirs]: readonly [number, number]) => ({
  account,
  amount,
  member: transferOf(ID, mine),
  from: transferOf(OTHER, theirs),
});

const brief = (id: string, points: object) => ({
  id,
  stage: "repeat_buyer",
  tier: null,
  wallet: { points },
});

export const merge = {
  request: { from: "email:anna@example.com", reason: "same person" },
  response: {
    committed: true,
    merge: row,
    moved: { orders: 2, vouchers: 1 },
    proof: [
      {
        unit: "points",
        before: { member: own, from: other },
        after: { member: both, from: nothing },
        transfers: [pair("available", 80, [9, 5]), pair("pending", 20, [10, 6])],
      },
    ],
    member: brief(ID, both),
  },
};

export const undo = {
  request: {},
  response: {
    committed: true,
    merge: { ...row, undoneAt: "2026-03-02T10:00:00Z" },
    proof: [
      {
        unit: "points",
        before: { member: both, from: nothing },
        after: { member: own, from: other },
        transfers: [pair("available", 80, [17, 8]), pair("pending", 20, [18, 9])],
      },
    ],
    member: brief(ID, own),
    from: brief(OTHER, other),
  },
};

export const merges = { response: { data: [row], nextCursor: null } };

export const suggestions = {
  response: {
    data: [{ member: ID, other: OTHER, kind: "email", times: 2, seenAt: AT }],
    nextCursor: null,
  },
};

export const dismissed = {
  request: { member: ID, other: OTHER },
  response: { committed: true, member: ID, other: OTHER },
};
