-- Companies that buy: a member of the kind company, with the people who order for it. A contact's
-- identifiers lead to the company, so that whoever orders, it is the company that earns.

CREATE TABLE companies (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- mem_…
  vat_id          TEXT,                          -- NULL: unknown, or erased
  created_at      INTEGER NOT NULL,
  PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE contacts (
  shop            TEXT    NOT NULL,
  company         TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- the shop's own, or ctc_…
  name            TEXT,                          -- NULL once erased
  role            TEXT    NOT NULL,              -- admin, buyer, accountant, viewer
  identifiers     TEXT    NOT NULL,              -- JSON [[kind, value], …], as in identifiers
  request_hash    TEXT    NOT NULL,
  created_at      INTEGER NOT NULL,
  erased_at       INTEGER,
  PRIMARY KEY (shop, company, id)
) STRICT, WITHOUT ROWID;

-- What a company got for a year's purchases, once, also where that is nothing.
CREATE TABLE volume_bonuses (
  shop            TEXT    NOT NULL,
  company         TEXT    NOT NULL,
  year            INTEGER NOT NULL,              -- of the shop's calendar
  goods           INTEGER NOT NULL,              -- kept, minor units
  unit            TEXT    NOT NULL,
  amount          INTEGER NOT NULL,
  program         INTEGER NOT NULL,              -- version that decided
  settled_at      INTEGER NOT NULL,
  PRIMARY KEY (shop, company, year)
) STRICT, WITHOUT ROWID;
