/** A voucher as the reference shows it. */
export const voucher = {
  code: "MUG-7F3K-Q2HW-X",
  expiresAt: "2026-05-30T10:00:00Z",
  status: "issued",
  member: "mem_01h455vb4pex5vsknk084sn02q",
  cause: { kind: "redemption", id: "red_InRpbGwtNy0xMDAxIg" },
  rewardId: "mug",
  redemptionId: "red_InRpbGwtNy0xMDAxIg",
  name: "Mug",
  effect: { kind: "free_product", sku: "MUG" },
  conditions: { firstOrderOnly: false, minimumTotal: null },
  issuedAt: "2026-03-01T10:00:00Z",
  redeemedAt: null,
  order: null,
  replaces: null,
  replacedBy: null,
};
