-- The home database: shops, their keys, their shard. Every database gets every migration; on other
-- shards these tables stay empty. Instants are ms since epoch.

CREATE TABLE shops (
  id              TEXT    NOT NULL PRIMARY KEY,  -- shp_…
  name            TEXT    NOT NULL,
  currency        TEXT    NOT NULL,              -- ISO 4217
  time_zone       TEXT    NOT NULL,              -- IANA name
  locale          TEXT    NOT NULL,              -- de, en
  address         TEXT    NOT NULL,              -- du, sie
  home_url        TEXT,
  landing_url     TEXT,                          -- where referral links lead; home_url without it
  legal_sender    TEXT,                          -- name and postal address for messages
  shard           TEXT    NOT NULL,              -- binding of the database the shop lives in
  sandbox_of      TEXT,                          -- the live shop of a sandbox; NULL for a live shop
  clock_at        INTEGER,                       -- a sandbox's clock; NULL: real time
  checked_day     TEXT,                          -- last local day whose ledger was checked
  created_at      INTEGER NOT NULL,
  CONSTRAINT clock_only_in_sandbox CHECK (clock_at IS NULL OR sandbox_of IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- Sandboxes are found from cron; live shops page through by key.
CREATE INDEX shops_sandboxes ON shops (sandbox_of) WHERE sandbox_of IS NOT NULL;

CREATE TABLE keys (
  hash            TEXT    NOT NULL PRIMARY KEY,  -- SHA-256 of the whole key, base64url; the key itself is shown once
  id              TEXT    NOT NULL,              -- key_…
  shop            TEXT    NOT NULL,
  kind            TEXT    NOT NULL,              -- secret, publishable
  scopes          TEXT    NOT NULL,              -- JSON array
  origins         TEXT    NOT NULL,              -- JSON array: sites a publishable key works from; [] = any
  label           TEXT    NOT NULL,
  goodwill_limit  INTEGER,                       -- points a local day; NULL = no limit
  created_at      INTEGER NOT NULL,
  expires_at      INTEGER                        -- revoked or rotated out from here on; NULL = never
) STRICT, WITHOUT ROWID;

CREATE INDEX keys_by_shop ON keys (shop, id);

-- A job runs once for each scheduled time, however often cron calls.
CREATE TABLE job_runs (
  job             TEXT    NOT NULL,
  scheduled_at    INTEGER NOT NULL,
  started_at      INTEGER NOT NULL,
  PRIMARY KEY (job, scheduled_at)
) STRICT, WITHOUT ROWID;

-- Messages the Queue gave up on, for an operator to look at and send again.
CREATE TABLE dead_letters (
  id              INTEGER PRIMARY KEY,
  shop            TEXT    NOT NULL,
  message         TEXT    NOT NULL,              -- JSON, ids only
  died_at         INTEGER NOT NULL
) STRICT;

-- A message given up on twice lies here once; and a shop finds its own.
CREATE UNIQUE INDEX dead_letters_by_shop ON dead_letters (shop, message);
