-- What a change of the program would bring, found by replaying what is recorded. Instants are ms
-- since epoch, as of the shop's own clock. All of it goes after 30 days.

-- A plan, and how far it has come: the page guards its sums, so that none is added twice.
CREATE TABLE plans (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- pln_…, later ones sort later
  status          TEXT    NOT NULL,              -- running, done, cancelled
  page            INTEGER NOT NULL,              -- pages of members that are done
  last_member     TEXT    NOT NULL,              -- of the last page; empty at the start
  members         INTEGER NOT NULL,              -- that the shop had at the start; up to 100,001 are counted
  looked_at       INTEGER NOT NULL,              -- of them so far
  gaining         INTEGER NOT NULL,
  losing          INTEGER NOT NULL,
  differing       INTEGER NOT NULL,              -- whose replay is not what was recorded
  is_cut          INTEGER NOT NULL,              -- 1: somebody has done more than was looked at
  starts_at       INTEGER NOT NULL,              -- of the span
  ends_at         INTEGER NOT NULL,              -- exclusive
  program         INTEGER NOT NULL,              -- version in force at the span's end
  costs           TEXT    NOT NULL,              -- JSON: what points cost, before and after
  created_by      TEXT    NOT NULL,
  created_at      INTEGER NOT NULL,
  finished_at     INTEGER,
  PRIMARY KEY (shop, id),
  CONSTRAINT stale_read CHECK (page >= 0)
) STRICT, WITHOUT ROWID;

-- The draft as it was when the plan began: apart, as a document is long and the plan is written often.
CREATE TABLE plan_documents (
  shop            TEXT    NOT NULL,
  plan            TEXT    NOT NULL,
  document        TEXT    NOT NULL,
  PRIMARY KEY (shop, plan)
) STRICT, WITHOUT ROWID;

-- What the members looked at so far come to.
CREATE TABLE plan_sums (
  shop            TEXT    NOT NULL,
  plan            TEXT    NOT NULL,
  kind            TEXT    NOT NULL,              -- rule, unit, move, budget
  name            TEXT    NOT NULL,              -- JSON list: rule and unit; unit; set, from, to; rule and period
  before          INTEGER NOT NULL,
  after           INTEGER NOT NULL,
  worth_before    INTEGER NOT NULL,              -- of vouchers, minor units
  worth_after     INTEGER NOT NULL,
  gaining         INTEGER NOT NULL,              -- members; of moves, up
  losing          INTEGER NOT NULL,              -- members; of moves, down
  PRIMARY KEY (shop, plan, kind, name)
) STRICT, WITHOUT ROWID;

-- The members with the largest differences, ten of a plan.
CREATE TABLE plan_examples (
  shop            TEXT    NOT NULL,
  plan            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  money           INTEGER NOT NULL,              -- difference in what they cost the shop, minor units
  units           INTEGER NOT NULL,              -- difference in units, where money tells none
  given           TEXT    NOT NULL,              -- JSON: [rule, unit, before, after] of what differs
  PRIMARY KEY (shop, plan, member)
) STRICT, WITHOUT ROWID;
