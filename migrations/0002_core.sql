-- What every commit may leave behind besides its own rows. Lives with the shop on its shard.

-- First answers to Idempotency-Keys, kept 30 days.
CREATE TABLE answers (
  shop            TEXT    NOT NULL,
  credential      TEXT    NOT NULL,              -- key_… that called
  key             TEXT    NOT NULL,
  request_hash    TEXT    NOT NULL,              -- of method, path and canonical body
  status          INTEGER NOT NULL,
  body            TEXT,                          -- JSON; NULL: rebuilt from the row the write made
  member          TEXT,                          -- whose data the body holds
  created_at      INTEGER NOT NULL,
  PRIMARY KEY (shop, credential, key)
) STRICT, WITHOUT ROWID;

-- Answers that hold a member's data, which erasing the member deletes.
CREATE INDEX answers_by_member ON answers (shop, member) WHERE body IS NOT NULL AND member IS NOT NULL;

-- The shop's permanent journal: one row a commit.
CREATE TABLE facts (
  shop            TEXT    NOT NULL,
  local_day       TEXT    NOT NULL,              -- of happened_at, in the shop's time zone
  id              TEXT    NOT NULL,              -- fct_…
  member          TEXT,
  member_version  INTEGER,
  caller          TEXT    NOT NULL,              -- key_… or system
  facts           TEXT    NOT NULL,              -- JSON array of {type, …}; ids and numbers only
  happened_at     INTEGER NOT NULL,
  recorded_at     INTEGER NOT NULL,
  PRIMARY KEY (shop, local_day, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX facts_by_member ON facts (shop, member, happened_at);

-- Facts the Queue's consumer has not seen yet.
CREATE TABLE outbox (
  id              INTEGER PRIMARY KEY,
  shop            TEXT    NOT NULL,
  local_day       TEXT    NOT NULL,
  fact            TEXT    NOT NULL,
  recorded_at     INTEGER NOT NULL
) STRICT;

-- What is due when. Rows never move: what fires looks at the state then.
CREATE TABLE timers (
  realm           TEXT    NOT NULL,              -- live, or a sandbox shop
  due_at          INTEGER NOT NULL,
  shop            TEXT    NOT NULL,
  subject         TEXT    NOT NULL,              -- a member
  kind            TEXT    NOT NULL,              -- wake
  PRIMARY KEY (realm, due_at, shop, subject, kind)
) STRICT, WITHOUT ROWID;
