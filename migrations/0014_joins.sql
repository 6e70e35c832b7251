-- People who asked to join and have not opened the mail yet. Personal data: emptied once they have
-- confirmed, and the row goes after seven days. Instants are ms since epoch.

-- One row, and so one mail, an address and ten minutes.
CREATE TABLE joins (
  shop            TEXT    NOT NULL,
  address         TEXT    NOT NULL,              -- SHA-256 of shop and address
  slot            INTEGER NOT NULL,              -- ten minutes since 1970, counted
  email           TEXT,                          -- as typed, without blanks around it
  name            TEXT,
  locale          TEXT    NOT NULL,              -- of the page they were at
  ticked          TEXT    NOT NULL,              -- JSON [[purpose, locale, the sentence they read], …]
  source          TEXT,                          -- where, e.g. poster
  store           TEXT,
  referral_code   TEXT,                          -- of the friend who sent them
  requested_at    INTEGER NOT NULL,
  member          TEXT,                          -- once confirmed
  PRIMARY KEY (shop, address, slot)
) STRICT, WITHOUT ROWID;
