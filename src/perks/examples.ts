/* Examples of the calls about perks, as the API's description shows them. */

const perk = {
  key: "refill",
  name: "Free refill",
  held: true,
  usable: true,
  from: "2026-02-01T11:30:00Z",
  until: "2026-12-31T23:00:00Z",
  source: "tier",
  level: "gold",
  usesLeft: null,
  limits: [{ per: "day", times: 1, used: 0, left: 1 }],
  availableAgainAt: null,
};

const use = {
  id: "till-7-1001",
  status: "used",
  committed: true,
  member: { id: "mem_01h455vb4pex5vsknk084sn02q" },
  perk: {
    ...perk,
    usable: false,
    limits: [{ per: "day", times: 1, used: 1, left: 0 }],
    availableAgainAt: "2026-03-01T23:00:00Z",
  },
  storeId: "berlin-1",
  usedAt: "2026-03-01T10:00:00Z",
  reversedAt: null,
};

export const perks = { response: { data: [perk], nextCursor: null } };

export const used = {
  request: { id: "till-7-1001", member: "ext:c-42", key: "refill", storeId: "berlin-1" },
  response: use,
};

export const reversed = {
  request: {},
  response: { ...use, status: "reversed", perk, reversedAt: "2026-03-01T10:05:00Z" },
};
