-- Members and their points. Constraint names are error codes (src/core/errors.ts) or mean "load
-- and decide again". Rows stay under 1,000 bytes: beyond, each takes 4 KB.

CREATE TABLE members (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- mem_…
  version         INTEGER NOT NULL,              -- bumped by every commit
  next_seq        INTEGER NOT NULL,              -- of the next transfer or lot
  wakes_at        INTEGER NOT NULL,              -- a timer is set for then
  kept_orders     INTEGER NOT NULL DEFAULT 0,    -- paid, not cancelled, not wholly returned
  kept_total      INTEGER NOT NULL DEFAULT 0,    -- their money less what was refunded, minor units
  first_order_at  INTEGER,
  order_dates     TEXT    NOT NULL DEFAULT '[]', -- JSON: the latest kept orders' placed_at, ascending
  profile         TEXT,                          -- JSON: all personal data; NULL once erased
  attributes      TEXT,                          -- JSON: typed attributes
  created_at      INTEGER NOT NULL,
  erased_at       INTEGER,
  PRIMARY KEY (shop, id),
  CONSTRAINT stale_read CHECK (version >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE identifiers (
  shop            TEXT    NOT NULL,
  kind            TEXT    NOT NULL,              -- ext, card, email, phone
  value           TEXT    NOT NULL,              -- normalised
  member          TEXT    NOT NULL,
  PRIMARY KEY (shop, kind, value)
) STRICT, WITHOUT ROWID;

-- Names for the search at the desk: folded, and turned so that each word comes first once.
CREATE TABLE names (
  shop            TEXT    NOT NULL,
  word            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  PRIMARY KEY (shop, word, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE wallets (
  shop                    TEXT    NOT NULL,
  member                  TEXT    NOT NULL,
  unit                    TEXT    NOT NULL,
  available               INTEGER NOT NULL,
  pending                 INTEGER NOT NULL,
  held                    INTEGER NOT NULL,
  owed                    INTEGER NOT NULL,
  earned                  INTEGER NOT NULL,      -- ever issued, less what was taken back
  spent                   INTEGER NOT NULL,      -- ever redeemed, less what was given back
  next_expiry_at          INTEGER,
  next_expiry_amount      INTEGER,
  next_activation_at      INTEGER,
  next_activation_amount  INTEGER,
  PRIMARY KEY (shop, member, unit),
  CONSTRAINT insufficient_points CHECK (available >= 0),
  CONSTRAINT pending_below_zero  CHECK (pending >= 0),
  CONSTRAINT held_below_zero     CHECK (held >= 0),
  CONSTRAINT owed_below_zero     CHECK (owed >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE transfers (
  shop            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  seq             INTEGER NOT NULL,              -- the member's own sequence, taken under the guard
  unit            TEXT    NOT NULL,
  from_account    TEXT    NOT NULL,
  to_account      TEXT    NOT NULL,
  amount          INTEGER NOT NULL,
  reason          TEXT    NOT NULL,              -- earn, activate, expire, redeem, hold, …
  cause           TEXT    NOT NULL,              -- order:<source>:<id>, redemption:<id>, adjustment:<id>, …
  line            TEXT,                          -- of the order
  rule            TEXT,
  program         INTEGER,                       -- version that decided
  lot             INTEGER,                       -- filled or emptied
  takes           TEXT,                          -- JSON [[lot, amount, expiresAt], …] where several lots gave
  reverses        INTEGER,                       -- seq of the entry taken back
  happened_at     INTEGER NOT NULL,              -- in the world
  recorded_at     INTEGER NOT NULL,              -- here
  PRIMARY KEY (shop, member, seq),
  CONSTRAINT amount_not_positive CHECK (amount > 0),
  CONSTRAINT transfer_to_self    CHECK (from_account <> to_account)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER transfers_never_change BEFORE UPDATE ON transfers BEGIN
  SELECT RAISE(ABORT, 'transfers_are_immutable');
END;

CREATE TRIGGER transfers_never_vanish BEFORE DELETE ON transfers BEGIN
  SELECT RAISE(ABORT, 'transfers_are_immutable');
END;

-- Points of one commit that activate and expire together. A lot moves pending → available → closed
-- by an update of its key, so that what is due, and what is spent first, is a prefix of the key.
CREATE TABLE lots (
  shop            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  unit            TEXT    NOT NULL,
  state           TEXT    NOT NULL,              -- pending, available, closed
  due_at          INTEGER NOT NULL,              -- pending: activates at; else: expires at
  lot             INTEGER NOT NULL,
  amount          INTEGER NOT NULL,
  remaining       INTEGER NOT NULL,
  expired         INTEGER NOT NULL,
  waived          INTEGER NOT NULL,              -- reversed, but spent then: taken back should it come back
  expires_at      INTEGER NOT NULL,
  cause           TEXT    NOT NULL,
  PRIMARY KEY (shop, member, unit, state, due_at, lot),
  CONSTRAINT lot_overdrawn CHECK (remaining >= 0 AND expired >= 0)
) STRICT, WITHOUT ROWID;

-- What staff gave or took. The note is personal data: erasing the member empties it.
CREATE TABLE adjustments (
  shop            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- adj_…
  unit            TEXT    NOT NULL,
  amount          INTEGER NOT NULL,              -- signed
  reason          TEXT    NOT NULL,
  note            TEXT,
  actor           TEXT,
  lot             INTEGER,                       -- of points given
  expires_at      INTEGER,                       -- of that lot
  takes           TEXT,                          -- JSON, of points taken
  owed            INTEGER NOT NULL,              -- taken beyond the balance
  wallet          TEXT    NOT NULL,              -- JSON: balances after it, which a replay repeats
  reversal        TEXT,                          -- JSON: balances after it was reversed
  reversed_at     INTEGER,
  created_at      INTEGER NOT NULL,
  PRIMARY KEY (shop, member, id)
) STRICT, WITHOUT ROWID;

-- Goodwill a key has given on a local day, capped.
CREATE TABLE goodwill (
  shop            TEXT    NOT NULL,
  credential      TEXT    NOT NULL,
  local_day       TEXT    NOT NULL,
  given           INTEGER NOT NULL,
  daily_limit     INTEGER NOT NULL,
  PRIMARY KEY (shop, credential, local_day),
  CONSTRAINT goodwill_exceeded CHECK (given <= daily_limit)
) STRICT, WITHOUT ROWID;
