/* What the reference shows; a test checks each against its schema. */

export const webhook = {
  id: "end_01kjx4z8m9e2vrw0q5t7y3n6bg",
  url: "https://shop.example/regulars",
  types: ["order_paid", "points_earned"],
  description: "the till",
  status: "enabled",
  disabledReason: null,
  failingSince: null,
  secretNumber: 1,
  createdAt: "2026-03-01T10:00:00Z",
};

export const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";

export const delivery = {
  factId: "fct_01kjx4z8m9e2vrw0q5t7y3n6be_0",
  type: "order_paid",
  status: "delivered",
  attempts: 1,
  nextAt: null,
  lastStatus: 204,
  lastError: null,
  createdAt: "2026-03-01T10:00:00Z",
  deliveredAt: "2026-03-01T10:00:01Z",
};
