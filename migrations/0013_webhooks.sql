-- Webhooks out to the shop: where to, and what became of each. Instants are ms since epoch, as of
-- the shop's own clock.

-- Where a shop wants to be told of facts. Its secret is derived, not stored.
CREATE TABLE webhook_endpoints (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- end_…, later ones sort later
  version         INTEGER NOT NULL,              -- rises with every change, not with its health
  ordinal         INTEGER NOT NULL,              -- how many the shop had when it was made
  url             TEXT    NOT NULL,
  types           TEXT    NOT NULL,              -- JSON array of fact types, or ["*"]
  description     TEXT    NOT NULL,
  status          TEXT    NOT NULL,              -- enabled, disabled
  disabled_reason TEXT,                          -- by_shop, failing, gone
  failing_since   INTEGER,                       -- first failure since it last took anything
  failures        INTEGER NOT NULL,              -- deliveries that failed since then
  secret_number   INTEGER NOT NULL,
  rotated_at      INTEGER,                       -- the secret before counts for a day from then
  created_at      INTEGER NOT NULL,
  PRIMARY KEY (shop, id),
  CONSTRAINT too_many_webhooks CHECK (ordinal <= 20),
  CONSTRAINT stale_read CHECK (version >= 0)
) STRICT, WITHOUT ROWID;

-- One fact for one endpoint, kept 30 days.
CREATE TABLE webhook_deliveries (
  shop            TEXT    NOT NULL,
  endpoint        TEXT    NOT NULL,
  fact            TEXT    NOT NULL,              -- journal entry
  position        INTEGER NOT NULL,              -- of the fact in its entry, from 0
  local_day       TEXT    NOT NULL,              -- of the journal entry
  type            TEXT    NOT NULL,
  status          TEXT    NOT NULL,              -- pending, delivered, failed
  attempts        INTEGER NOT NULL,
  next_at         INTEGER,                       -- of the next attempt, as its timer says
  claimed_at      INTEGER,                       -- in real time, while an attempt is on its way
  last_status     INTEGER,                       -- HTTP
  last_error      TEXT,                          -- a code, never what was answered
  created_at      INTEGER NOT NULL,
  delivered_at    INTEGER,
  PRIMARY KEY (shop, endpoint, fact, position)
) STRICT, WITHOUT ROWID;

-- What can be sent again; costs nothing while all goes well.
CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (shop, endpoint, fact, position)
  WHERE status = 'failed';
