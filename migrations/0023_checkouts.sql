-- A checkout sets aside what a cart is to be paid with: vouchers, uses of shared codes and store
-- credit. The order that follows captures it; else its time is over.

CREATE TABLE checkouts (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- the caller's own
  member          TEXT,                          -- NULL: a guest's
  status          TEXT    NOT NULL,              -- held, captured, released
  credit          INTEGER NOT NULL,              -- set aside, minor units
  takes           TEXT    NOT NULL,              -- JSON [[lot, amount, expiresAt], …]
  codes           TEXT    NOT NULL,              -- JSON: codes set aside, with what they took off which line
  hold_until      INTEGER NOT NULL,
  order_ref       TEXT,                          -- source:id of the order that captured it
  program         INTEGER NOT NULL,              -- version that decided
  request_hash    TEXT    NOT NULL,
  answer          TEXT    NOT NULL,              -- JSON: what a replay repeats
  created_at      INTEGER NOT NULL,
  ended_at        INTEGER,                       -- captured or released; hold_until where it timed out
  PRIMARY KEY (shop, id),
  CONSTRAINT stale_checkout CHECK (status IN ('held', 'captured', 'released'))
) STRICT, WITHOUT ROWID;

-- Open holds, found when a member's book is opened.
CREATE INDEX checkouts_held ON checkouts (shop, member, hold_until) WHERE status = 'held';

-- While a checkout holds a voucher, no other order can use it. A hold that is over is none.
ALTER TABLE vouchers ADD COLUMN held_by TEXT;      -- id of the checkout
ALTER TABLE vouchers ADD COLUMN held_until INTEGER;
