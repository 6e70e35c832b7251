-- What members did besides ordering, as the shop told, and what it gave. Ids are the shop's own, as
-- text, or ours.

CREATE TABLE activities (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  type            TEXT    NOT NULL,
  occurred_at     INTEGER NOT NULL,
  data            TEXT,                          -- JSON, the shop's fields; NULL: none, or erased
  program         INTEGER NOT NULL,              -- version that decided what it gave
  ledger          TEXT    NOT NULL,              -- JSON: what it gave, and what was taken back
  answer          TEXT    NOT NULL,              -- JSON: what a replay repeats
  reversal        TEXT,                          -- JSON: what a second reversal repeats
  request_hash    TEXT    NOT NULL,
  recorded_at     INTEGER NOT NULL,
  reversed_at     INTEGER,
  PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX activities_by_member ON activities (shop, member, occurred_at);
