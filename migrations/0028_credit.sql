-- Members pay for store credit. The row makes a repeat by the caller's id a no-op.

CREATE TABLE top_ups (
  shop            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- the caller's own, or ours
  amount          INTEGER NOT NULL,              -- minor units
  order_ref       TEXT,                          -- by which it was paid, as the caller named it
  expires_at      INTEGER NOT NULL,
  request_hash    TEXT    NOT NULL,
  answer          TEXT    NOT NULL,              -- JSON: what a replay repeats
  created_at      INTEGER NOT NULL,
  PRIMARY KEY (shop, member, id)
) STRICT, WITHOUT ROWID;
