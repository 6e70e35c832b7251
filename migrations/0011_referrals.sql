-- Referrals: members' codes, the clicks on them, and who came through whom. Instants are ms since
-- epoch. Rows hold ids only.

-- A member's own code: the shop's prefix, five random signs and a checksum. The unique index lets
-- two calls that make the first code at once agree on one.
CREATE TABLE referral_codes (
  shop            TEXT    NOT NULL,
  code            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  clicks          INTEGER NOT NULL,              -- of all days
  created_at      INTEGER NOT NULL,
  PRIMARY KEY (shop, code)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX referral_codes_by_member ON referral_codes (shop, member);

-- Clicks by the shop's local day, as the metrics read them.
CREATE TABLE referral_clicks (
  shop            TEXT    NOT NULL,
  local_day       TEXT    NOT NULL,
  code            TEXT    NOT NULL,
  clicks          INTEGER NOT NULL,
  PRIMARY KEY (shop, local_day, code)
) STRICT, WITHOUT ROWID;

-- One claim of a friend who came through a code, refused ones too.
CREATE TABLE referrals (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- ref_…, later ones sort later
  version         INTEGER NOT NULL,
  code            TEXT    NOT NULL,              -- as read, at most 40 signs
  advocate        TEXT,                          -- NULL: nobody has the code
  friend          TEXT,                          -- NULL: refused before they became a member
  status          TEXT    NOT NULL,              -- claimed, qualified, rewarded, in_review, refused, cancelled, expired, reversed
  reasons         TEXT    NOT NULL,              -- JSON array of codes: why it was refused or held, or ended
  program         INTEGER NOT NULL,              -- version whose terms were promised
  order_ref       TEXT,                          -- source:id of the order that qualified
  reward          TEXT,                          -- JSON: what the advocate got, so that exactly that is taken back
  source          TEXT,                          -- where the friend came from, as the caller names it
  clicked_at      INTEGER,
  created_at      INTEGER NOT NULL,
  claimed_at      INTEGER,                       -- accepted, from where the friend's time to order runs
  qualified_at    INTEGER,
  rewarded_at     INTEGER,
  ended_at        INTEGER,
  PRIMARY KEY (shop, id),
  CONSTRAINT stale_read CHECK (version >= 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX referrals_by_friend ON referrals (shop, friend, created_at) WHERE friend IS NOT NULL;
CREATE INDEX referrals_by_advocate ON referrals (shop, advocate, created_at) WHERE advocate IS NOT NULL;
-- The review queue, and every other status.
CREATE INDEX referrals_by_status ON referrals (shop, status, id);
