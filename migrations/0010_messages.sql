-- What members are told: each message once for ever, whether it was pushed, only shown, or kept back.

CREATE TABLE messages (
  shop            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  key             TEXT    NOT NULL,              -- names it for ever, e.g. win_back:<last order>
  journey         TEXT    NOT NULL,              -- names its template and holdout
  purpose         TEXT    NOT NULL,              -- consent that a push needs: marketing, points
  channel         TEXT    NOT NULL,              -- inbox, or email where it is pushed too
  status          TEXT    NOT NULL,              -- shown, queued, sending, sent, held_out, too_late, cancelled, failed, unconfirmed
  reason          TEXT,                          -- why it was not pushed
  stops_on_order  INTEGER NOT NULL,              -- 1: not sent when the member has ordered since
  last_order_at   INTEGER,                       -- the member's last order when it was planned
  details         TEXT    NOT NULL,              -- JSON: ids, numbers, instants, codes for its template
  program         INTEGER NOT NULL,              -- version that decided
  attempts        INTEGER NOT NULL,              -- times it was handed to the provider
  due_at          INTEGER NOT NULL,
  planned_at      INTEGER NOT NULL,
  claimed_at      INTEGER,                       -- last handed to the provider
  sent_at         INTEGER,
  read_at         INTEGER,
  PRIMARY KEY (shop, member, key)
) STRICT, WITHOUT ROWID;

-- A member's latest: what the cap counts, and what must not be planned twice.
CREATE INDEX messages_by_time ON messages (shop, member, planned_at);
