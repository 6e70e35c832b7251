-- What members give each other. Both sides' ledgers hold the transfers; this is what ties them.

CREATE TABLE member_gifts (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- the shop's own, or gft_…
  giver           TEXT    NOT NULL,
  receiver        TEXT    NOT NULL,
  unit            TEXT    NOT NULL,
  amount          INTEGER NOT NULL,
  message         TEXT,                          -- in the giver's own words; NULL: none, or erased
  takes           TEXT    NOT NULL,              -- JSON [[lot, amount, expiresAt], …] of the giver
  lots            TEXT    NOT NULL,              -- JSON, the same of the receiver
  program         INTEGER NOT NULL,              -- version that decided
  wallet          TEXT    NOT NULL,              -- JSON: the giver's, as a replay repeats it
  request_hash    TEXT    NOT NULL,
  created_at      INTEGER NOT NULL,
  reversed_at     INTEGER,
  returned        INTEGER,                       -- what the giver got back of it
  reversal        TEXT,                          -- JSON: the giver's wallet after that
  PRIMARY KEY (shop, id),
  CONSTRAINT gift_to_oneself CHECK (giver <> receiver)
) STRICT, WITHOUT ROWID;

CREATE INDEX gifts_sent ON member_gifts (shop, giver, created_at);
CREATE INDEX gifts_received ON member_gifts (shop, receiver, created_at);
