/* What the reference shows; a test checks each against its schema. */

const ADVOCATE = "mem_01kjx4z8m9e2vrw0q5t7y3n6bh";
const FRIEND = "mem_01kkq2d8c3f4t9r5v6w7x8y9za";
const ID = "ref_01kkq2d8c3f4t9r5v6w7x8y9zb";
const voucher = { code: "7F3K-Q2HW-X", expiresAt: "2026-04-09T10:00:00Z" };

export const referral = {
  id: ID,
  status: "qualified",
  reasons: [],
  code: "K7QM3XR94",
  advocate: ADVOCATE,
  friend: FRIEND,
  voucher,
  order: "ord_InNob3BpZnkiLCIxMDAxIg",
  reward: null,
  source: "newsletter",
  clickedAt: "2026-03-09T18:20:00Z",
  createdAt: "2026-03-10T10:00:00Z",
  qualifiedAt: "2026-03-11T09:30:00Z",
  rewardedAt: null,
  endedAt: null,
};

export const own = {
  code: "K7QM3XR94",
  url: "https://bonus.shop.example/r/K7QM3XR94",
  qrUrl: "https://bonus.shop.example/r/K7QM3XR94/qr.svg",
  counts: { clicks: 3, claimed: 1, rewarded: 0 },
  isEnabled: true,
  terms:
    "Your friend gets €5 off on a first order; you get 100 points once that can no longer be returned.",
  shareTexts: {
    de: "Ich kaufe gern bei Café Morgenrot ein. Mit meinem Link bekommst du 5 € Rabatt auf deine erste Bestellung. Schau mal: https://bonus.shop.example/r/K7QM3XR94",
    en: "I like to shop at Café Morgenrot. With my link you get €5 off on your first order. Have a look: https://bonus.shop.example/r/K7QM3XR94",
  },
};

export const claim = {
  request: {
    code: "k7qm-3xr9-4",
    friend: { email: "ben@example.com", name: "Ben", locale: "de" },
    clickedAt: referral.clickedAt,
    source: "newsletter",
  },
  response: {
    id: ID,
    committed: true,
    status: "claimed",
    reasons: [],
    voucher,
    member: FRIEND,
    terms:
      "You get €5 off on your first order; whoever recommended us gets 100 points once you keep it.",
  },
};
