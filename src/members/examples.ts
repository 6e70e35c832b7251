/* What the reference shows; a test checks each against its schema. */

const ID = "mem_01kjx4z8m9e2vrw0q5t7y3n6bh";
const AT = "2026-03-01T10:00:00Z";
const EXPIRES_AT = "2027-03-31T22:00:00Z";
const transferId = `${ID.replace("mem_", "trf_")}_1`;

const person = {
  externalId: "c-42",
  email: "anna@example.com",
  phone: "+491701234567",
  card: null,
};

const profile = {
  id: ID,
  ...person,
  identifiers: [
    { kind: "ext", value: "c-42" },
    { kind: "email", value: "anna@example.com" },
    { kind: "phone", value: "+491701234567" },
  ],
  name: "Anna Weber",
  birthday: "1990-05-17",
  locale: "de",
  timeZone: null,
  attributes: { roast: "dark" },
  stage: "first_time_buyer",
  activity: "active",
  reason: {
    keptOrders: 1,
    lastOrderAt: AT,
    intervalDays: 90,
    isOwnInterval: false,
    daysSinceLastOrder: 2,
  },
  tier: null,
  orders: { kept: 1, total: 2490, firstAt: AT },
  createdAt: AT,
  erasedAt: null,
};

const wallet = {
  points: {
    available: 50,
    pending: 20,
    held: 0,
    lifetimeEarned: 70,
    lifetimeSpent: 0,
    nextExpiry: { at: EXPIRES_AT, amount: 50 },
    nextActivation: { at: "2026-03-19T10:00:00Z", amount: 20 },
  },
};

const adjustment = {
  id: "adj_01kjx4z8m9e2vrw0q5t7y3n6bj",
  unit: "points",
  amount: 50,
  reason: "apology",
  note: "The coffee was cold.",
  actor: "jo",
  owed: 0,
  expiresAt: EXPIRES_AT,
  createdAt: AT,
  reversedAt: null,
};

export const read = { response: profile };

export const search = {
  response: {
    data: [
      {
        id: ID,
        ...person,
        name: profile.name,
        stage: profile.stage,
        activity: profile.activity,
        keptOrders: 1,
        tier: null,
      },
    ],
    nextCursor: null,
  },
};

export const upsert = {
  request: { email: "anna@example.com", name: "Anna Weber", birthday: "1990-05-17" },
  response: { committed: true, member: profile },
};

export const change = {
  request: { phone: "+49 170 1234567", attributes: { roast: "dark" } },
  response: { committed: true, member: profile },
};

export const balances = {
  response: { member: { id: ID, tier: null, stage: profile.stage }, wallet },
};

export const summary = {
  response: {
    member: profile,
    wallet,
    notes: [
      {
        adjustment: adjustment.id,
        unit: "points",
        amount: 50,
        reason: "apology",
        note: "The coffee was cold.",
        actor: "jo",
        at: AT,
      },
    ],
    orders: [
      {
        id: "ord_InNob3BpZnkiLCIxMDAxIg",
        externalId: "1001",
        source: "shopify",
        status: "paid",
        isKept: true,
        placedAt: AT,
        currency: "EUR",
        total: 2490,
        refunded: 0,
      },
    ],
    vouchers: [],
    holds: [],
  },
};

export const erased = {
  response: { committed: true, id: ID, erasedAt: "2026-03-03T12:00:00Z" },
};

const movement = {
  unit: "points",
  amount: 20,
  from: "issued",
  to: "pending",
  reason: "earn",
  cause: "order:shopify:1001",
  line: "1",
  rule: "base",
  program: 1,
  lot: 1,
  reverses: null,
  happenedAt: AT,
  recordedAt: AT,
};

export const transfers = {
  response: { data: [{ id: transferId, ...movement }], nextCursor: null },
};

export const lots = {
  response: {
    data: [
      {
        unit: "points",
        lot: 1,
        state: "pending",
        amount: 20,
        remaining: 20,
        expired: 0,
        activatesAt: "2026-03-19T10:00:00Z",
        expiresAt: EXPIRES_AT,
        cause: "order:shopify:1001",
      },
    ],
    nextCursor: null,
  },
};

export const timeline = {
  response: {
    data: [
      {
        id: "fct_01kjx4z8m9e2vrw0q5t7y3n6be",
        happenedAt: AT,
        recordedAt: AT,
        caller: "key_01kjx4z8m9e2vrw0q5t7y3n6bd",
        facts: [{ type: "points_moved", unit: "points", moved: { "issued>pending": 20 } }],
      },
    ],
    nextCursor: null,
  },
};

export const explained = {
  response: {
    id: transferId,
    kind: "transfer",
    member: ID,
    text: "20 points were earned on 1 March 2026 by order 1001.",
    facts: movement,
  },
};

export const adjustments = { response: { data: [adjustment], nextCursor: null } };

export const unadjusted = {
  response: {
    committed: true,
    adjustment: { ...adjustment, reversedAt: "2026-03-03T12:00:00Z" },
    effects: [],
    member: {
      id: ID,
      stage: profile.stage,
      tier: null,
      wallet: { points: { available: 0, pending: 20, held: 0 } },
    },
  },
};
