-- A shop's numbers by day, month and quarter. Days are the shop's local ones, as in facts. Every
-- commit of the metrics bumps the version of the shop's state, so that runs in parallel add nothing
-- twice.

CREATE TABLE metrics_state (
  shop            TEXT    NOT NULL PRIMARY KEY,
  version         INTEGER NOT NULL,
  through_day     TEXT,                          -- last day that is computed; NULL: none yet
  task            TEXT,                          -- JSON: what is half done, and where it goes on
  basis           TEXT,                          -- JSON: thresholds by date and time zone that the customers' numbers rest on
  reported        TEXT,                          -- JSON [day, hash of address, …]: who has the day's report
  CONSTRAINT stale_read CHECK (version >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE daily_metrics (
  shop            TEXT    NOT NULL,
  local_day       TEXT    NOT NULL,
  numbers         TEXT    NOT NULL,              -- JSON {key: number}: sums of the day's facts
  customers       TEXT    NOT NULL,              -- JSON {kind: number}: sums of the members' changes
  PRIMARY KEY (shop, local_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE period_metrics (
  shop            TEXT    NOT NULL,
  grain           TEXT    NOT NULL,              -- month, quarter
  period          TEXT    NOT NULL,              -- 2026-03, 2026-Q1
  numbers         TEXT    NOT NULL,              -- JSON: flows of the month's days, so that balances need no scan
  customers       TEXT    NOT NULL,              -- JSON: the month's days' sums, and what only a period can tell
  PRIMARY KEY (shop, grain, period)
) STRICT, WITHOUT ROWID;

-- What of a member is in those sums, by the quarter it lies in: a change takes exactly that out
-- again. Changes of the future are those that silence will bring.
CREATE TABLE lifecycle_changes (
  shop            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  quarter         TEXT    NOT NULL,              -- 2026-Q1
  changes         TEXT    NOT NULL,              -- see src/metrics/codec.ts
  PRIMARY KEY (shop, member, quarter)
) STRICT, WITHOUT ROWID;

-- Past days that facts were added to.
CREATE TABLE dirty_days (
  shop            TEXT    NOT NULL,
  local_day       TEXT    NOT NULL,
  marks           INTEGER NOT NULL,              -- how often: what is marked meanwhile stays marked
  PRIMARY KEY (shop, local_day)
) STRICT, WITHOUT ROWID;
