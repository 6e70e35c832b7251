-- What a member has done that counts towards tiers, for all sets in one row: so an order writes one
-- row however many sets there are. Orders, spend and points are all kept, by local day, so that a
-- program may change what it measures. Changed under the member's version only.

CREATE TABLE progress (
  shop            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  is_complete     INTEGER NOT NULL,              -- 0: what was before the row is still to be counted
  days            TEXT    NOT NULL,              -- day,orders,spend,points…;… in base 36
  days_from       INTEGER,                       -- days before it are in the sums only; NULL: none are
  sums            TEXT    NOT NULL,              -- JSON: of all days
  sets            TEXT    NOT NULL,              -- JSON: by set, what was told and where it is counted from
  gifts           TEXT    NOT NULL,              -- JSON: what was given on reaching a level
  told_at         INTEGER NOT NULL,              -- as of when the levels were told last
  undone_until    INTEGER,                       -- until when those are taken back with what earned them
  PRIMARY KEY (shop, member)
) STRICT, WITHOUT ROWID;
