-- A voucher can come from more than a redemption: a referral or a journey gives one too. So what it
-- came from becomes its cause, and the row itself keeps the program version that decided, which was
-- to be found only by way of the redemption. SQLite cannot drop a NOT NULL, so the table is made
-- anew and every row is copied. All runs in one transaction.

CREATE TABLE vouchers_new (
  shop            TEXT    NOT NULL,
  code            TEXT    NOT NULL,              -- signs and checksum, without what is shown before them
  member          TEXT    NOT NULL,
  status          TEXT    NOT NULL,              -- issued, redeemed, void
  cause           TEXT    NOT NULL,              -- redemption:<id>, referral:<id>, journey:<message id>
  reward          TEXT,                          -- NULL: granted, not bought
  effect          TEXT    NOT NULL,              -- JSON: name, worth and conditions, as promised
  program         INTEGER NOT NULL,              -- version that decided
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

-- Version 0 is the program of a shop that never applied one: nothing else can be said of a voucher
-- whose redemption is not there.
INSERT INTO vouchers_new (shop, code, member, status, cause, reward, effect, program, expires_at,
  redeemed_at, redeemed_by, replaces, replaced_by, reissue_reason, reissue_note, issued_at)
SELECT v.shop, v.code, v.member, v.status, 'redemption:' || v.redemption, v.reward, v.effect,
  coalesce((SELECT r.program FROM redemptions r WHERE r.shop = v.shop AND r.id = v.redemption), 0),
  v.expires_at, v.redeemed_at, v.redeemed_by, v.replaces, v.replaced_by, v.reissue_reason,
  v.reissue_note, v.issued_at
FROM vouchers v;

DROP TABLE vouchers;

ALTER TABLE vouchers_new RENAME TO vouchers;

CREATE INDEX vouchers_by_member ON vouchers (shop, member, issued_at);
