/* What the reference shows; a test checks each against its schema. */

const MEMBER = "mem_01kjx4z8m9e2vrw0q5t7y3n6bh";

const silver = {
  id: "tier_01kjx4z8m9e2vrw0q5t7y3n6bh_status",
  set: "status",
  name: "Status",
  level: "silver",
  levelName: "Silver",
  since: "2026-02-28T23:00:00Z",
  until: "2027-12-31T23:00:00Z",
  measure: "spend",
  progress: 52000,
  next: { level: "gold", levelName: "Gold", missing: 48000 },
  keep: { missing: 50000, by: "2027-12-31T23:00:00Z" },
  manual: null,
  text: "You have been Silver since 1 March 2026, until the end of 31 December 2027. €480 to go until Gold.",
};

const gold = {
  ...silver,
  level: "gold",
  levelName: "Gold",
  since: "2026-04-01T10:00:00Z",
  until: "2026-06-30T22:00:00Z",
  next: null,
  keep: null,
  manual: {
    level: "gold",
    since: "2026-04-01T10:00:00Z",
    until: "2026-06-30T22:00:00Z",
    reason: "complaint",
  },
  text: "You have been Gold since 1 April 2026, until the end of 30 June 2026. This level is a gift from us.",
};

export const tiers = { response: { data: [silver] } };

export const given = {
  request: { level: "gold", until: "2026-06-30T22:00:00Z", reason: "complaint" },
  response: { committed: true, data: [gold] },
};

export const takenBack = { response: { committed: true, data: [silver] } };

export const moves = {
  request: { limit: 250 },
  response: {
    members: 250,
    data: [{ set: "status", from: "silver", to: "gold", members: 12 }],
    examples: [{ member: MEMBER, set: "status", from: "silver", to: "gold" }],
    nextCursor: "WyJtZW1fMDFranh4Il0",
  },
};
