/* Examples of the calls about code pools, as the API's description shows them. */

export const pool = {
  id: "cinema",
  name: "Cinema tickets 2026",
  imported: 5000,
  free: 4988,
  issued: 11,
  void: 1,
  lowBelow: 200,
  isLow: false,
  expiresAt: "2026-12-31T22:59:59Z",
  createdAt: "2026-03-01T10:00:00Z",
};

const empty = { ...pool, imported: 0, free: 0, issued: 0, void: 0, isLow: true };
const full = { ...pool, imported: 3, free: 3, issued: 0, void: 0, lowBelow: 0 };

export const pools = { response: { data: [pool], nextCursor: null } };

export const put = {
  request: { name: pool.name, lowBelow: 200, expiresAt: pool.expiresAt },
  response: { committed: true, pool: empty },
};

export const added = {
  request: { codes: ["KINO-7F3K", "KINO-Q2XD", "KINO-9MWA"] },
  response: { committed: true, added: 3, duplicates: 0, pool: full },
};

export const voided = {
  response: { committed: true, voided: 3, pool: { ...full, free: 0, void: 3 } },
};
