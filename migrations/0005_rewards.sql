-- Rewards are defined in the program; here is what runs: stock, redemptions, vouchers.

CREATE TABLE rewards (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,
  taken           INTEGER NOT NULL,              -- held or captured, ever
  stock           INTEGER,                       -- limit as of the last redemption; NULL = unlimited
  PRIMARY KEY (shop, id),
  CONSTRAINT reward_out_of_stock CHECK (stock IS NULL OR taken <= stock)
) STRICT, WITHOUT ROWID;

CREATE TABLE redemptions (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- the caller's own, or ours
  member          TEXT    NOT NULL,
  reward          TEXT    NOT NULL,
  status          TEXT    NOT NULL,              -- held, captured, released, reversed
  unit            TEXT    NOT NULL,
  cost            INTEGER NOT NULL,
  takes           TEXT    NOT NULL,              -- JSON [[lot, amount, expiresAt], …]
  is_counted      INTEGER NOT NULL,              -- 1: took one of the reward's stock
  hold_until      INTEGER,                       -- NULL: redeemed in one step
  voucher         TEXT,                          -- its code as it is valid now
  order_ref       TEXT,                          -- source:id the caller named
  program         INTEGER NOT NULL,
  request_hash    TEXT    NOT NULL,
  answer          TEXT    NOT NULL,              -- JSON: what a replay repeats
  created_at      INTEGER NOT NULL,
  captured_at     INTEGER,
  ended_at        INTEGER,                       -- released or reversed; hold_until where it timed out
  PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;

-- Limits per member and the list of what a member redeemed.
CREATE INDEX redemptions_by_member ON redemptions (shop, member, reward, status);
-- Open holds, found when a member's book is opened.
CREATE INDEX redemptions_held ON redemptions (shop, member, hold_until) WHERE status = 'held';

CREATE TABLE vouchers (
  shop            TEXT    NOT NULL,
  code            TEXT    NOT NULL,              -- signs and checksum, without what is shown before them
  member          TEXT    NOT NULL,
  status          TEXT    NOT NULL,              -- issued, redeemed, void
  redemption      TEXT    NOT NULL,
  reward          TEXT    NOT NULL,
  effect          TEXT    NOT NULL,              -- JSON: name and worth at checkout, as promised
  expires_at      INTEGER,
  redeemed_at     INTEGER,
  redeemed_by     TEXT,                          -- source:id of the order; NULL where none was named
  replaces        TEXT,                          -- code it was reissued for
  replaced_by     TEXT,
  reissue_reason  TEXT,                          -- why it was replaced: lost, damaged, expired, other
  reissue_note    TEXT,                          -- personal data: erasing the member empties it
  issued_at       INTEGER NOT NULL,
  PRIMARY KEY (shop, code),
  CONSTRAINT stale_voucher CHECK (status IN ('issued', 'redeemed', 'void'))
) STRICT, WITHOUT ROWID;

CREATE INDEX vouchers_by_member ON vouchers (shop, member, issued_at);
