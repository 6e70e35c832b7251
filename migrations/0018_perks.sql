-- Uses of perks, so that one is told once, and can be given back.

CREATE TABLE perk_uses (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- the caller's own, else use_…
  member          TEXT    NOT NULL,
  perk            TEXT    NOT NULL,
  store           TEXT,
  source          TEXT    NOT NULL,              -- tier or grant
  takes           TEXT,                          -- JSON [[lot, 1, expiresAt]] of a perk with so many uses
  counted         TEXT    NOT NULL,              -- JSON [[rule, period], …] of the counts it raised
  program         INTEGER NOT NULL,              -- version that decided
  used_at         INTEGER NOT NULL,
  request_hash    TEXT    NOT NULL,
  answer          TEXT    NOT NULL,              -- JSON: the perk after it, which a replay repeats
  reversed_at     INTEGER,
  reversal        TEXT,                          -- JSON: the perk after it was given back
  created_at      INTEGER NOT NULL,
  PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;

-- What followed on an adjustment, such as a full stamp card: JSON with its effects, and what undoing
-- it needs; NULL where nothing did.
ALTER TABLE adjustments ADD COLUMN followed TEXT;
