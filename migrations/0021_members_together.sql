-- A member need not be one person: a household's pool and a company have a wallet, an order history
-- and a guard like anybody else. A member who turned out to be another one is an alias for that one.

ALTER TABLE members ADD COLUMN kind TEXT NOT NULL DEFAULT 'person';  -- person, household, company
ALTER TABLE members ADD COLUMN merged_into TEXT;                     -- the member this one is now
ALTER TABLE members ADD COLUMN household TEXT;                       -- the pool a person belongs to
