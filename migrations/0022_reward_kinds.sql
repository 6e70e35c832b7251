-- A reward may give more than a voucher, be bought several steps at once, be limited by period, and be
-- something that has to be handed over.

ALTER TABLE redemptions ADD COLUMN quantity INTEGER NOT NULL DEFAULT 1;  -- steps that were bought at once
ALTER TABLE redemptions ADD COLUMN given TEXT;                           -- JSON [unit, amount, lot, expiresAt]; NULL: a voucher, or nothing yet
ALTER TABLE redemptions ADD COLUMN counted TEXT;                         -- JSON [period, …] that it counts in; NULL: no limits
ALTER TABLE redemptions ADD COLUMN fulfilment TEXT;                      -- to_do, prepared, shipped, …; NULL: nothing to hand over
ALTER TABLE redemptions ADD COLUMN fulfilled_at INTEGER;                 -- when that changed last

-- What there is to hand over, for the list at the desk. Most redemptions have no row in it.
CREATE INDEX redemptions_to_fulfil ON redemptions (shop, fulfilment, created_at, id)
  WHERE fulfilment IS NOT NULL;

CREATE TABLE redemption_fulfilments (
  shop            TEXT    NOT NULL,
  redemption      TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- the caller's own, or the request's
  status          TEXT    NOT NULL,              -- prepared, shipped, delivered, collected, failed
  at              INTEGER NOT NULL,
  tracking        TEXT,                          -- leads to an address: erasing the member empties it
  store           TEXT,
  request_hash    TEXT    NOT NULL,
  answer          TEXT    NOT NULL,              -- JSON: what a replay repeats
  created_at      INTEGER NOT NULL,
  PRIMARY KEY (shop, redemption, id)
) STRICT, WITHOUT ROWID;
