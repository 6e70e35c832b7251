-- Members who pool what they have. The pool itself is a row of members, of the kind household, with
-- wallets, lots and transfers of its own; its version guards everything here.

CREATE TABLE households (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- hhd_…, also the pool's id as a member
  owner           TEXT    NOT NULL,
  name            TEXT,                          -- in people's own words; NULL once erased
  opened_with     TEXT    NOT NULL,              -- JSON: members as a replay repeats them
  request_hash    TEXT    NOT NULL,
  created_at      INTEGER NOT NULL,
  closed_at       INTEGER,
  PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;

-- Who belongs to a household now: whoever leaves is settled, and their row goes.
CREATE TABLE household_members (
  shop            TEXT    NOT NULL,
  household       TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  role            TEXT    NOT NULL,              -- owner, adult, child
  limits          TEXT,                          -- JSON; NULL: the program's
  contributed     TEXT    NOT NULL DEFAULT '{}', -- JSON {unit: amount}, since joining
  drawn           TEXT    NOT NULL DEFAULT '{}', -- JSON {unit: amount}, since joining
  joined_at       INTEGER NOT NULL,
  PRIMARY KEY (shop, household, member)
) STRICT, WITHOUT ROWID;

-- What went into a pool and out of it, each by an id, so that it happens once.
CREATE TABLE household_moves (
  shop            TEXT    NOT NULL,
  household       TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- the shop's own, hmv_…, or what it followed from
  kind            TEXT    NOT NULL,              -- contribution, draw
  member          TEXT    NOT NULL,
  unit            TEXT    NOT NULL,
  amount          INTEGER NOT NULL,
  answer          TEXT    NOT NULL,              -- JSON: both balances after it
  request_hash    TEXT    NOT NULL,
  created_at      INTEGER NOT NULL,
  PRIMARY KEY (shop, household, id)
) STRICT, WITHOUT ROWID;
