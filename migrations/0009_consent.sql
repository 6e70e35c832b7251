-- What may be written to whom, and the readable outbox.

-- Mail of sandboxes, and of a developer's machine: kept here instead of being sent. A row is as
-- long as its mail, so this table has row ids. Rows live 30 days.
CREATE TABLE mails (
  shop            TEXT    NOT NULL,
  key             TEXT    NOT NULL,              -- a mail of the same key is the same mail
  recipient       TEXT    NOT NULL,
  subject         TEXT    NOT NULL,
  text            TEXT    NOT NULL,
  html            TEXT,
  headers         TEXT    NOT NULL,              -- JSON {name: value}
  deliveries      INTEGER NOT NULL,              -- more than 1: it would have arrived twice
  sent_at         INTEGER NOT NULL,              -- by the shop's clock
  recorded_at     INTEGER NOT NULL,              -- in real time
  PRIMARY KEY (shop, key)
) STRICT;

CREATE INDEX mails_by_time ON mails (shop, recorded_at, key);

-- The exact sentences that members agreed to.
CREATE TABLE wordings (
  shop            TEXT    NOT NULL,
  id              TEXT    NOT NULL,              -- first 16 signs of the SHA-256 of locale and text
  locale          TEXT    NOT NULL,
  text            TEXT    NOT NULL,
  first_used_at   INTEGER NOT NULL,
  PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;

-- Every permission given, asked for or taken back; the latest of a purpose counts. The key ends in
-- the time of the act, not of its recording: an imported consent of last year does not override a
-- withdrawal of last week.
CREATE TABLE consents (
  shop            TEXT    NOT NULL,
  member          TEXT    NOT NULL,
  channel         TEXT    NOT NULL,              -- email
  purpose         TEXT    NOT NULL,              -- marketing, points
  happened_at     INTEGER NOT NULL,              -- in the world
  id              TEXT    NOT NULL,              -- cns_…
  status          TEXT    NOT NULL,              -- requested, granted, withdrawn
  method          TEXT    NOT NULL,              -- form, double_opt_in, api, import, staff, link, …
  source          TEXT,                          -- where, e.g. poster or checkout
  wording         TEXT,                          -- id of the sentence
  address         TEXT    NOT NULL,              -- SHA-256 of shop and address; '' where there was none
  caller          TEXT    NOT NULL,
  recorded_at     INTEGER NOT NULL,              -- here
  PRIMARY KEY (shop, member, channel, purpose, happened_at, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX consents_by_id ON consents (shop, id);

CREATE TRIGGER consents_never_change BEFORE UPDATE ON consents BEGIN
  SELECT RAISE(ABORT, 'consents_are_immutable');
END;

CREATE TRIGGER consents_never_vanish BEFORE DELETE ON consents BEGIN
  SELECT RAISE(ABORT, 'consents_are_immutable');
END;

-- Addresses that nothing is sent to, whatever their owners agreed to.
CREATE TABLE suppressions (
  shop            TEXT    NOT NULL,
  address         TEXT    NOT NULL,              -- SHA-256 of shop and address
  reason          TEXT    NOT NULL,              -- hard_bounce, complaint, unsubscribed, manual
  suppressed_at   INTEGER NOT NULL,
  PRIMARY KEY (shop, address)
) STRICT, WITHOUT ROWID;
