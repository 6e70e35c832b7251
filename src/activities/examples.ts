/* What the reference shows; a test checks each against its schema. */

const MEMBER = "mem_01kjx4z8m9e2vrw0q5t7y3n6bh";
const brief = {
  id: "act_InJldmlldy0xNyI",
  externalId: "review-17",
  type: "review",
  occurredAt: "2026-03-01T10:00:00Z",
};
const balance = (available: number) => ({
  id: MEMBER,
  stage: "repeat_buyer",
  tier: "silver",
  wallet: { points: { available, pending: 0, held: 0 } },
});
const trf = (seq: number) => `${MEMBER.replace("mem_", "trf_")}_${seq}`;

export const record = {
  request: {
    id: "review-17",
    type: "review",
    member: "ext:c-42",
    data: { stars: 5 },
    occurredAt: "2026-03-01T10:00:00Z",
  },
  response: {
    activity: { ...brief, reversedAt: null },
    committed: true,
    warnings: [],
    effects: [
      {
        type: "points_earned",
        unit: "points",
        amount: 20,
        state: "available",
        activatesAt: "2026-03-01T10:00:00Z",
        expiresAt: "2027-03-31T22:00:00Z",
        ruleId: "review",
        transferId: trf(7),
        reason: "20 points for each review",
      },
    ],
    confirmed: [],
    member: balance(120),
  },
};

export const reverse = {
  response: {
    activity: { ...brief, reversedAt: "2026-03-02T10:00:00Z" },
    committed: true,
    warnings: [],
    effects: [
      {
        type: "points_reversed",
        unit: "points",
        amount: 20,
        ruleId: "review",
        transferId: trf(9),
        reason: "Taken back: 20 points for each review",
      },
    ],
    confirmed: [],
    member: balance(100),
  },
};

const detail = {
  ...brief,
  member: MEMBER,
  data: { stars: 5 },
  programVersion: 3,
  earned: [{ ruleId: "review", unit: "points", amount: 20, reversed: 0 }],
  vouchers: [],
  recordedAt: "2026-03-01T10:00:02Z",
  reversedAt: null,
};

export const one = { response: detail };
export const list = { response: { data: [detail], nextCursor: null } };
