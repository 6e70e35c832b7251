/* Carts as the reference shows them. */

export const cart = {
  member: "ext:c-42",
  currency: "EUR",
  shipping: 490,
  items: [
    { id: "1", sku: "BEAN-1KG", quantity: 2, total: 3000, categories: ["coffee"] },
    { id: "2", sku: "MUG", quantity: 1, total: 1000 },
  ],
  vouchers: ["WELCOME10", "MUG-7F3K-Q2HW-X"],
  credit: 500,
};

export const toHold = { ...cart, id: "cart-17", ttl: "PT10M" };

const checkout = {
  id: "cart-17",
  status: "held",
  holdUntil: "2026-03-01T10:10:00Z",
  order: null,
};

export const evaluated = {
  currency: "EUR",
  items: [
    {
      itemId: "1",
      subtotal: 3000,
      discounts: [{ code: "WELCOME10", amount: 300 }],
      total: 2700,
    },
    { itemId: "2", subtotal: 1000, discounts: [{ code: "WELCOME10", amount: 100 }], total: 900 },
  ],
  shipping: { subtotal: 490, discounts: [], total: 490 },
  vouchers: [
    {
      code: "WELCOME10",
      name: "Welcome",
      kind: "percent",
      applied: true,
      amount: 400,
      reasons: [],
    },
    {
      code: "MUG-7F3K-Q2HW-X",
      name: "Mug",
      kind: "fixed_amount",
      applied: false,
      amount: 0,
      reasons: [{ code: "voucher_minimum_not_reached", pointer: "/items", missing: 1000 }],
    },
  ],
  totals: {
    subtotal: 4000,
    discount: 400,
    shipping: 490,
    fees: 0,
    tax: 0,
    total: 4090,
    credit: 500,
    toPay: 3590,
  },
  credit: { available: 800, used: 500, left: 300 },
  earns: {
    effects: [
      {
        ruleId: "base",
        itemId: "1",
        unit: "points",
        amount: 27,
        reason: "1 point for every €1",
      },
    ],
    vouchers: [],
  },
  warnings: [],
};

export const held = { ...evaluated, committed: true, checkout };
export const heldCart = { ...evaluated, checkout };
export const released = { committed: true, checkout: { ...checkout, status: "released" } };
