-- Points that expire after inactivity have no date of their own: they lapse together, at one date
-- of the wallet, which earning and spending move. What stands in place of a lot's date says how
-- long that takes (src/ledger/lapse.ts); it lies beyond any date.
ALTER TABLE wallets ADD COLUMN lapses_at INTEGER;                  -- NULL: nothing ever had no date
ALTER TABLE wallets ADD COLUMN lapses_after TEXT;                  -- ISO 8601: how long inactivity may last
ALTER TABLE wallets ADD COLUMN lapsing INTEGER NOT NULL DEFAULT 0; -- of `available`: what would lapse

-- Points on the way until an activity: their date is a deadline, by which they are lost.
ALTER TABLE wallets ADD COLUMN next_deadline_at INTEGER;
ALTER TABLE wallets ADD COLUMN next_deadline_amount INTEGER;
ALTER TABLE lots ADD COLUMN awaits TEXT;                           -- the activity
