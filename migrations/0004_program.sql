-- A shop's program: one JSON document, its versions never changed once applied.

CREATE TABLE program_versions (
  shop            TEXT    NOT NULL,
  number          INTEGER NOT NULL,
  valid_from      INTEGER NOT NULL,
  document        TEXT    NOT NULL,
  applied_by      TEXT    NOT NULL,
  applied_at      INTEGER NOT NULL,
  restores        INTEGER,                       -- the version this one rolled back to
  PRIMARY KEY (shop, number)
) STRICT, WITHOUT ROWID;

-- The version in force at an instant: the latest valid_from, then the highest number.
CREATE INDEX program_versions_by_date ON program_versions (shop, valid_from, number);

CREATE TABLE program_drafts (
  shop            TEXT    NOT NULL PRIMARY KEY,
  document        TEXT    NOT NULL,
  saved_at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
