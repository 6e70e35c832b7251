/* Answers as the reference shows them. */

export const catalogue = {
  response: {
    data: [
      {
        id: "mug",
        name: "Mug",
        kind: "free_product",
        sku: "MUG",
        cost: { points: 500 },
        prices: [{ if: { tiers: ["gold"] }, cost: { points: 400 } }],
        costAmount: 400,
        stock: null,
        from: null,
        until: null,
        schedule: {},
        onlyFor: {},
        fulfilment: { by: "shipping" },
        limitPerMember: null,
        limits: [{ per: "month", times: 1 }],
        cooldown: null,
        sentence: "Mug free for 500 points (with Gold status: 400 points), at most once a month.",
        available: false,
        unavailableReasons: [{ code: "insufficient_points", missing: 380 }],
      },
    ],
    nextCursor: null,
  },
};

export const redemption = {
  id: "red_InRpbGwtNy0xMDAxIg",
  status: "captured",
  rewardId: "mug",
  committed: true,
  voucher: { code: "MUG-7F3K-Q2HW-X", expiresAt: "2026-05-30T10:00:00Z" },
  given: null,
  holdUntil: null,
  quantity: 1,
  cost: { points: 500 },
  wallet: { points: { available: 120, pending: 20, held: 0 } },
};

/** A redemption read by itself. */
export const read = {
  id: redemption.id,
  externalId: "till-7-1001",
  status: "captured",
  rewardId: "mug",
  member: "mem_01kjx4z8m9e2vrw0q5t7y3n6bh",
  order: null,
  quantity: 1,
  cost: { points: 500 },
  voucher: redemption.voucher,
  given: null,
  fulfilment: { status: "to_do", at: "2026-03-01T10:00:00Z", tracking: null },
  holdUntil: null,
  createdAt: "2026-03-01T10:00:00Z",
  capturedAt: "2026-03-01T10:00:00Z",
  endedAt: null,
};
