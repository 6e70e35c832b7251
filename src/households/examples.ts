const ANNA = "mem_01kjx4z8m9e2vrw0q5t7y3n6bh";
const BEN = "mem_01kjx4z8m9e2vrw0q5t7y3n6bk";

const member = {
  member: ANNA,
  role: "owner",
  limits: [],
  contributed: { points: 300 },
  drawn: { points: 100 },
  joinedAt: "2026-03-01T10:00:00Z",
};
const other = { ...member, member: BEN, role: "adult", contributed: {}, drawn: {} };
const pool = { points: { available: 200, pending: 0, held: 0 } };
const household = {
  id: "hhd_01kjx4z8m9e2vrw0q5t7y3n6bj",
  status: "open",
  name: "The Miller family",
  owner: ANNA,
  wallet: pool,
  members: [member, other],
  createdAt: "2026-03-01T10:00:00Z",
  closedAt: null,
};
const empty = { points: { available: 0, pending: 0, held: 0 } };
const done = { committed: true, household };

export const opened = {
  request: { owner: "ext:c-42", name: "The Miller family", members: [{ member: "ext:c-43" }] },
  response: {
    committed: true,
    household: {
      ...household,
      wallet: empty,
      members: [{ ...member, contributed: {}, drawn: {} }, other],
    },
  },
};
export const read = { response: household };
export const joined = { request: { member: "ext:c-43", role: "adult" }, response: done };
export const changed = {
  request: { limits: [{ per: "month", amount: 500 }] },
  response: done,
};
export const left = {
  response: {
    committed: true,
    household: { ...household, members: [member] },
    settled: [{ member: BEN, amounts: {} }],
  },
};
export const closed = {
  response: {
    committed: true,
    household: {
      ...household,
      status: "closed",
      name: null,
      wallet: empty,
      members: [],
      closedAt: "2026-04-01T10:00:00Z",
    },
    settled: [
      { member: ANNA, amounts: { points: 200 } },
      { member: BEN, amounts: {} },
    ],
  },
};

const move = {
  id: "hmv_01kjx4z8m9e2vrw0q5t7y3n6bm",
  kind: "contribution",
  household: household.id,
  member: ANNA,
  unit: "points",
  amount: 100,
  createdAt: "2026-03-02T10:00:00Z",
};
const wallet = { points: { available: 20, pending: 0, held: 0 } };

export const contributed = {
  request: { member: "ext:c-42", amount: 100 },
  response: { committed: true, move, pool, wallet },
};
export const drawn = {
  request: { member: "ext:c-42", amount: 100 },
  response: { committed: true, move: { ...move, kind: "draw" }, pool, wallet },
};
