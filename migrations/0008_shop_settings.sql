-- What later slices keep of a shop in the home database.

ALTER TABLE shops ADD COLUMN picture_url TEXT;   -- shown where a referral link is previewed
ALTER TABLE shops ADD COLUMN code_prefix TEXT;   -- first signs of its referral codes
ALTER TABLE shops ADD COLUMN metrics_day TEXT;   -- last local day whose metrics are complete
ALTER TABLE shops ADD COLUMN reports_to TEXT;    -- JSON: staff who get the daily report by mail

-- A code names its shop by its first signs.
CREATE UNIQUE INDEX shops_by_code_prefix ON shops (code_prefix) WHERE code_prefix IS NOT NULL;
