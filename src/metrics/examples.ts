/* What the reference shows; a test checks each against its schema. */

const about = { currency: "EUR", timeZone: "Europe/Berlin" };

const unit = {
  issued: 312,
  activated: 280,
  redeemed: 500,
  returned: 0,
  expired: 20,
  reversed: 25,
  available: 18_240,
  pending: 1_930,
  held: 100,
  owed: 12,
  outstanding: 20_270,
};

const day = {
  day: "2026-03-14",
  isComplete: true,
  orders: { paid: 41, byGuests: 6, cancelled: 1 },
  revenue: { gross: 102_390, refunded: 2_490, cancelled: 1_890, net: 98_010 },
  customers: {
    active: 34,
    new: 5,
    returning: 29,
    slipping: 3,
    lapsed: 2,
    lost: 1,
    wonBack: 1,
  },
  members: { enrolled: 6, erased: 0 },
  units: { points: unit },
  redemptions: { captured: 2, reversed: 0, cost: 900 },
  vouchers: { issued: 3, redeemed: 1 },
  referrals: {
    clicks: 12,
    claimed: 2,
    qualified: 1,
    rewarded: 1,
    cancelled: 0,
    expired: 0,
    refused: 0,
    reversed: 0,
  },
  messages: { sent: 9, shown: 4, heldOut: 1, notSent: { no_consent: 3 } },
  consents: { granted: 4, withdrawn: 1 },
};

export const daily = { ...about, data: [day] };

export const lifecycle = {
  ...about,
  data: [
    {
      day: "2026-03-14",
      isComplete: true,
      members: {
        prospect: 58,
        first_time_buyer: 214,
        repeat_buyer: 131,
        regular: 97,
        active: 268,
        slipping: 61,
        lapsed: 44,
        lost: 60,
        won_back: 9,
      },
      entered: {
        prospect: 1,
        first_time_buyer: 5,
        repeat_buyer: 4,
        regular: 2,
        active: 7,
        slipping: 3,
        lapsed: 2,
        lost: 1,
        won_back: 1,
      },
      repeatPurchaseRate: 51.6,
    },
  ],
};

export const retention = {
  ...about,
  data: [
    {
      period: "2026-Q1",
      isComplete: false,
      start: 524,
      kept: 214,
      new: 0,
      returned: 204,
      end: 418,
      retention: 40.8,
      churn: 59.2,
      retentionByCount: 79.8,
      repeatPurchaseRate: 51.6,
    },
  ],
};
