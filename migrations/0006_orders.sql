-- Orders and what happened to them. Ids are the shop's own, as text.

CREATE TABLE orders (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,
  source          TEXT    NOT NULL,
  version         INTEGER NOT NULL,              -- guards orders of guests
  member          TEXT,                          -- NULL: a guest's
  status          TEXT    NOT NULL,              -- placed, paid, cancelled
  is_kept         INTEGER NOT NULL,              -- paid, not cancelled, not wholly returned
  placed_at       INTEGER NOT NULL,
  channel         TEXT    NOT NULL,
  store           TEXT,
  currency        TEXT    NOT NULL,
  total           INTEGER NOT NULL,
  refunded        INTEGER NOT NULL,              -- money, minor units
  program         INTEGER,                       -- version that decided what it earned
  activates_at    INTEGER,                       -- of its pending lots, as now known
  content         TEXT    NOT NULL,              -- JSON: amounts, lines, delivery promise
  ledger          TEXT    NOT NULL,              -- JSON: what each line earned and what was returned
  answer          TEXT    NOT NULL,              -- JSON: what a replay repeats
  request_hash    TEXT    NOT NULL,
  recorded_at     INTEGER NOT NULL,
  PRIMARY KEY (shop, id, source),
  CONSTRAINT stale_read CHECK (version >= 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX orders_by_member ON orders (shop, member, placed_at, is_kept);

CREATE TABLE refunds (
  shop            TEXT    NOT NULL,
  order_id        TEXT    NOT NULL,
  source          TEXT    NOT NULL,
  id              TEXT    NOT NULL,
  amount          INTEGER NOT NULL,              -- money, minor units
  content         TEXT    NOT NULL,              -- JSON: items or amount, exchange
  answer          TEXT    NOT NULL,              -- JSON: what a replay repeats
  request_hash    TEXT    NOT NULL,
  refunded_at     INTEGER NOT NULL,
  recorded_at     INTEGER NOT NULL,
  PRIMARY KEY (shop, order_id, source, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE fulfilments (
  shop            TEXT    NOT NULL,
  order_id        TEXT    NOT NULL,
  source          TEXT    NOT NULL,
  id              TEXT    NOT NULL,
  status          TEXT    NOT NULL,              -- shipped, delivered, collected, served
  items           TEXT,                          -- JSON {line: quantity}; NULL: everything
  store           TEXT,
  happened_at     INTEGER NOT NULL,
  answer          TEXT    NOT NULL,              -- JSON: what a replay repeats
  request_hash    TEXT    NOT NULL,
  recorded_at     INTEGER NOT NULL,
  PRIMARY KEY (shop, order_id, source, id)
) STRICT, WITHOUT ROWID;
