-- Two members who turn out to be one person, and what it takes to tell them apart again.

-- Who is another one now, and under which numbers: what an alias numbers as n, the member whom it
-- stands for numbers as n + shift. So a lot keeps one number only, and a transfer never changes.
CREATE TABLE aliases (
  shop            TEXT    NOT NULL,
  root            TEXT    NOT NULL,              -- the member, never an alias itself
  alias           TEXT    NOT NULL,
  shift           INTEGER NOT NULL,
  last_seq        INTEGER NOT NULL,              -- of the alias's own numbers
  PRIMARY KEY (shop, root, alias)
) STRICT, WITHOUT ROWID;

-- What of a wallet's history is told by another member's transfers: more than nothing where it came
-- from there, less where it went there. All of a shop's add up to nothing.
CREATE TABLE carried (
  shop            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  unit            TEXT    NOT NULL,
  amount          INTEGER NOT NULL,              -- that filled lots
  expired         INTEGER NOT NULL,              -- of lots
  earned          INTEGER NOT NULL,
  spent           INTEGER NOT NULL,
  PRIMARY KEY (shop, member, unit)
) STRICT, WITHOUT ROWID;

CREATE TABLE merges (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- the caller's own, or ours
  target          TEXT    NOT NULL,              -- the member who stays
  source          TEXT    NOT NULL,              -- the member who became an alias
  shift           INTEGER NOT NULL,              -- what was added to the source's numbers
  last_seq        INTEGER NOT NULL,              -- the source's last number then
  brought         TEXT    NOT NULL,              -- JSON: what the source had by unit, what the profile took
  reason          TEXT,
  request_hash    TEXT    NOT NULL,
  answer          TEXT    NOT NULL,              -- JSON: what a replay repeats
  undoing         TEXT,                          -- JSON: what a second undoing repeats
  program         INTEGER NOT NULL,              -- in force then
  merged_at       INTEGER NOT NULL,
  undone_at       INTEGER,
  PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;

-- A member's merges, the latest last.
CREATE INDEX merges_by_target ON merges (shop, target, shift);

-- Rows of other tables that a merge gave to another member, so that they can be given back.
CREATE TABLE merge_rows (
  shop            TEXT    NOT NULL,
  merge           TEXT    NOT NULL,
  kind            TEXT    NOT NULL,              -- table and column
  key             TEXT    NOT NULL,              -- JSON: of the row, without shop
  PRIMARY KEY (shop, merge, kind, key)
) STRICT, WITHOUT ROWID;

-- Members who may be one person, as an order named both.
CREATE TABLE merge_suggestions (
  shop            TEXT    NOT NULL,
  member          TEXT    NOT NULL,              -- whom the strongest identifier named
  other           TEXT    NOT NULL,
  kind            TEXT    NOT NULL,              -- of the identifier that named the other
  times           INTEGER NOT NULL,
  fact            TEXT    NOT NULL,              -- the latest, which counts once
  seen_at         INTEGER NOT NULL,
  dismissed_at    INTEGER,
  PRIMARY KEY (shop, member, other)
) STRICT, WITHOUT ROWID;

CREATE INDEX merge_suggestions_open ON merge_suggestions (shop, seen_at, member, other)
  WHERE dismissed_at IS NULL;
