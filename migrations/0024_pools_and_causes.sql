-- Codes of others, which a shop imports and gives away one by one. Counts are relative, so that
-- members never wait for each other; what staff changes is guarded by the version.

CREATE TABLE pools (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,
  name            TEXT    NOT NULL,
  version         INTEGER NOT NULL,              -- bumped by imports and changes, not by codes given
  imported        INTEGER NOT NULL,
  issued          INTEGER NOT NULL,              -- given to a member, or held for one
  voided          INTEGER NOT NULL,
  low_below       INTEGER NOT NULL,              -- fewer free codes than this raise an alarm; 0: never
  is_low_told     INTEGER NOT NULL,              -- 1: it was raised, until codes are imported
  expires_at      INTEGER,                       -- of its codes
  created_at      INTEGER NOT NULL,
  PRIMARY KEY (shop, id),
  CONSTRAINT stale_read CHECK (version >= 0 AND is_low_told IN (0, 1)),
  CONSTRAINT pool_overdrawn CHECK (issued >= 0 AND issued + voided <= imported)
) STRICT, WITHOUT ROWID;

-- A code moves free → issued → void by an update of its key, so that the free ones are a prefix.
CREATE TABLE pool_codes (
  shop            TEXT    NOT NULL,
  pool            TEXT    NOT NULL,
  state           TEXT    NOT NULL,              -- free, issued, void
  code            TEXT    NOT NULL,
  cause           TEXT,                          -- of whom it was issued: redemption:<id>
  changed_at      INTEGER NOT NULL,
  PRIMARY KEY (shop, pool, state, code),
  CONSTRAINT stale_code CHECK (state IN ('free', 'issued', 'void'))
) STRICT, WITHOUT ROWID;

-- The cause that a member chose; NULL: none.
ALTER TABLE members ADD COLUMN cause TEXT;

-- What members gave of their points or money, so that it is told once and can be undone.
CREATE TABLE donations (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- the caller's own, else don_…
  member          TEXT    NOT NULL,
  cause           TEXT    NOT NULL,
  unit            TEXT,                          -- of the points given; NULL: money was
  amount          INTEGER NOT NULL,              -- points; 0 of money
  money           INTEGER NOT NULL,              -- what the cause gets, minor units
  takes           TEXT    NOT NULL,              -- JSON [[lot, amount, expiresAt], …]
  order_ref       TEXT,                          -- source:id with which money was paid
  program         INTEGER NOT NULL,              -- version that decided
  request_hash    TEXT    NOT NULL,
  answer          TEXT    NOT NULL,              -- JSON: what a replay repeats
  reversal        TEXT,                          -- JSON: what a second reversal repeats
  reversed_at     INTEGER,
  created_at      INTEGER NOT NULL,
  PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX donations_by_member ON donations (shop, member, created_at);

-- What stands of a member's own donations, beside what their purchases gave.
CREATE TABLE giving (
  shop            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  cause           TEXT    NOT NULL,
  by_points       INTEGER NOT NULL,              -- their worth, minor units
  by_money        INTEGER NOT NULL,
  PRIMARY KEY (shop, member, cause)
) STRICT, WITHOUT ROWID;

-- What the shop handed on to a cause. Numbered, so that of two at once one is decided again.
CREATE TABLE cause_payouts (
  shop            TEXT    NOT NULL,
  cause           TEXT    NOT NULL,
  number          INTEGER NOT NULL,              -- 1, 2, … of the cause
  id              TEXT    NOT NULL,              -- the shop's own
  amount          INTEGER NOT NULL,              -- minor units
  is_advance      INTEGER NOT NULL,              -- 1: may be more than was given by then
  paid_at         INTEGER NOT NULL,
  receipt         TEXT    NOT NULL,              -- JSON: number, address, note
  request_hash    TEXT    NOT NULL,
  recorded_at     INTEGER NOT NULL,
  reversed_at     INTEGER,                       -- it was a mistake
  PRIMARY KEY (shop, cause, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX cause_payouts_by_id ON cause_payouts (shop, cause, id);
