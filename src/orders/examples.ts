/* What the reference shows; a test checks each against its schema. */

const MEMBER = "mem_01kjx4z8m9e2vrw0q5t7y3n6bh";
const brief = {
  id: "ord_InNob3BpZnkiLCIxMDAxIg",
  externalId: "1001",
  source: "shopify",
  status: "paid",
};
const balance = (available: number, pending: number) => ({
  id: MEMBER,
  stage: "first_time_buyer",
  tier: null,
  wallet: { points: { available, pending, held: 0 } },
});

const earned = {
  type: "points_earned",
  unit: "points",
  amount: 20,
  state: "pending",
  activatesAt: "2026-03-19T10:00:00Z",
  expiresAt: "2027-03-31T22:00:00Z",
  ruleId: "base",
  itemId: "1",
  transferId: `${MEMBER.replace("mem_", "trf_")}_1`,
  reason: "1 point for every €1 on Espresso 1 kg",
};
const reversed = {
  type: "points_reversed",
  unit: "points",
  amount: 10,
  ruleId: "base",
  itemId: "1",
  transferId: `${MEMBER.replace("mem_", "trf_")}_2`,
  reason: "Taken back for Espresso 1 kg",
};

const item = {
  id: "1",
  kind: "product",
  sku: "BEAN-1KG",
  name: "Espresso 1 kg",
  quantity: 2,
  total: 2000,
  categories: ["coffee"],
};
const cart = { currency: "EUR", total: 2490, tax: 398, shipping: 490, items: [item] };
const content = {
  channel: "online",
  ...cart,
  member: { externalId: "c-42", email: "anna@example.com", name: "Anna Weber", locale: "de" },
  placedAt: "2026-03-01T10:00:00Z",
};
const changed = { order: brief, committed: true, effects: [earned], member: balance(0, 20) };

export const place = {
  request: { id: "1001", source: "shopify", ...content },
  response: { ...changed, warnings: [], claimCode: null },
};

export const amend = {
  request: {
    ...content,
    total: 1490,
    tax: 238,
    items: [{ ...item, quantity: 1, total: 1000 }],
  },
  response: { ...changed, effects: [reversed], member: balance(0, 10), warnings: [] },
};

export const pay = { request: { paidAt: "2026-03-01T10:05:00Z" }, response: changed };

export const cancel = {
  request: { reason: "customer" },
  response: {
    ...changed,
    order: { ...brief, status: "cancelled" },
    effects: [{ ...reversed, amount: 20 }],
    member: { ...balance(0, 0), stage: "prospect" },
  },
};

const refunded = {
  id: "rfd_InNob3BpZnkiLCIxMDAxIiwici0xIg",
  externalId: "r-1",
  amount: 1000,
  refundedAt: "2026-03-05T12:00:00Z",
};

export const refund = {
  request: { id: "r-1", items: [{ id: "1", quantity: 1 }] },
  response: {
    ...changed,
    order: { ...brief, status: "partially_refunded" },
    effects: [reversed],
    member: balance(0, 10),
    refund: { ...refunded, credit: 0, money: 1000 },
  },
};

const delivery = { id: "f-1", status: "delivered", at: "2026-03-03T11:30:00Z" };

export const fulfil = {
  request: delivery,
  response: {
    ...changed,
    effects: [],
    fulfilment: delivery,
    activatesAt: "2026-03-17T11:30:00Z",
  },
};

export const claim = {
  request: { member: "ext:c-42", claimCode: "ASCH-TCDZ-3" },
  response: changed,
};

const order = {
  ...brief,
  status: "partially_refunded",
  member: MEMBER,
  channel: "online",
  storeId: null,
  placedAt: "2026-03-01T10:00:00Z",
  promisedAt: null,
  mode: "live",
  currency: "EUR",
  total: 2490,
  refunded: 1000,
  taxIncluded: true,
  tax: 398,
  shipping: 490,
  fees: 0,
  discounts: 0,
  vouchers: [],
  referralCode: null,
  items: [{ ...item, startsAt: null, endsAt: null, returned: 1 }],
  earned: [{ itemId: "1", ruleId: "base", unit: "points", amount: 20, reversed: 10 }],
  activatesAt: "2026-03-17T11:30:00Z",
};

export const list = { response: { data: [order], nextCursor: null } };

export const detail = {
  response: {
    ...order,
    refunds: [{ ...refunded, items: [{ id: "1", quantity: 1 }] }],
    fulfilments: [{ ...delivery, items: null, storeId: null }],
  },
};

export const explained = {
  response: {
    id: brief.id,
    kind: "order",
    status: "partially_refunded",
    programVersion: 1,
    text: "The order brought 10 points. Available from 17 March 2026. Valid until 31 March 2027.",
    lines: [
      {
        itemId: "1",
        earned: 20,
        reversed: 10,
        ruleId: "base",
        text: "Espresso 1 kg: 20 points (1 point for every €1). Taken back: 10 points.",
      },
    ],
    rules: [
      {
        ruleId: "base",
        sentence: "You get 1 point for every €1 you spend on goods.",
        given: [{ unit: "points", amount: 20, reversed: 10 }],
        why: null,
        text: "It brought 20 points. Taken back since: 10 points.",
      },
      {
        ruleId: "big-cart",
        sentence: "You get 100 points for an order of €50 or more.",
        given: [],
        why: "minimum_total",
        missing: 3000,
        text: "€30 is missing.",
      },
    ],
    inputs: {
      placedAt: "2026-03-01T10:00:00Z",
      channel: "online",
      storeId: null,
      nthOrder: 3,
      levels: ["silver"],
    },
  },
};

export const estimated = {
  request: cart,
  response: {
    unit: "points",
    amount: 20,
    items: [{ itemId: "1", amount: 20 }],
    activatesAt: "2026-03-19T10:00:00Z",
    reason: "1 point for every €1",
    effects: [
      {
        ruleId: "base",
        itemId: "1",
        unit: "points",
        amount: 20,
        reason: "1 point for every €1",
      },
    ],
    vouchers: [],
  },
};
