const brief = {
  id: "pln_01kjx4z8m9e2vrw0q5t7y3n6bd",
  status: "done",
  progress: { members: 1, lookedAt: 1 },
  from: "2026-01-01T00:00:00Z",
  to: "2026-03-01T00:00:00Z",
  createdAt: "2026-03-01T10:00:00Z",
  finishedAt: "2026-03-01T10:00:00Z",
};

const cost = { before: 24, after: 48 };

export const plan = {
  ...brief,
  summary:
    "From 1 January 2026 to 1 March 2026 the draft would have cost €0.24 more. " +
    "Members with more: 1, with less: 0; moved up a level: 0, down: 0.",
  members: { gaining: 1, losing: 0, unchanged: 0 },
  cost: { currency: "EUR", ...cost, difference: 24 },
  units: [{ unit: "points", before: 30, after: 60, members: { gaining: 1, losing: 0 }, cost }],
  rules: [
    {
      ruleId: "base",
      name: "2 points per €1",
      unit: "points",
      before: 30,
      after: 60,
      members: { gaining: 1, losing: 0 },
      cost,
    },
  ],
  tiers: [],
  budgets: [],
  examples: [
    {
      member: "mem_01kjx4z8m9e2vrw0q5t7y3n6bd",
      cost: 24,
      rules: [{ ruleId: "base", unit: "points", before: 30, after: 60 }],
      text: "Would have got 60 points, and really got 30 points.",
    },
  ],
  replay: { asRecorded: 1, differing: 0 },
  assumptions: [
    { code: "points_cost_as_told", text: "A point costs what was told; every point is redeemed." },
  ],
};

export const asked = {
  request: {
    document: { earning: { base: { points: 2, per: 100 } } },
    from: "2026-01-01T00:00:00Z",
    to: "2026-03-01T00:00:00Z",
    assumptions: { costPerPoint: 0.8 },
  },
  response: plan,
};

export const list = { response: { data: [brief], nextCursor: null } };
