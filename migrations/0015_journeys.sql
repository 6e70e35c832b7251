-- When a member is looked at for their next nudge, and which of the nudges ahead were planned.

CREATE TABLE nudge_plans (
  shop            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  looks_at        INTEGER NOT NULL,              -- a timer is set for then
  planned         TEXT    NOT NULL,              -- JSON: of the present silence and of expiries ahead
  PRIMARY KEY (shop, member)
) STRICT, WITHOUT ROWID;
