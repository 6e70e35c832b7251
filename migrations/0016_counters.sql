-- How often and how much a member got of what a program limits, by period. Amounts of members are
-- guarded by the member's version; a budget is shared by all and guarded by its own constraint.

CREATE TABLE counters (
  shop            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  period          TEXT    NOT NULL,              -- all, 2026, 2026-03, w2026-02-23 (a Monday), 2026-03-01
  rule            TEXT    NOT NULL,              -- of earning, or perk:<key>
  amount          INTEGER NOT NULL,
  times           INTEGER NOT NULL,
  last_at         INTEGER,                       -- when it gave last, for cooldowns
  PRIMARY KEY (shop, member, period, rule)
) STRICT, WITHOUT ROWID;

CREATE TABLE budgets (
  shop            TEXT    NOT NULL,
  period          TEXT    NOT NULL,              -- all, 2026, 2026-03
  rule            TEXT    NOT NULL,
  spent           INTEGER NOT NULL,
  budget          INTEGER NOT NULL,              -- when it was last drawn on
  PRIMARY KEY (shop, period, rule),
  CONSTRAINT budget_spent CHECK (spent <= budget)
) STRICT, WITHOUT ROWID;
