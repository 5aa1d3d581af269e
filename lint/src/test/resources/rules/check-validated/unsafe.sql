-- example: 1
ALTER TABLE orders ADD CHECK (total >= 0);

-- example: 2
ALTER TABLE orders ADD CONSTRAINT c CHECK (total >= 0);

-- example: 3
ALTER TABLE orders ADD COLUMN note text, ADD CONSTRAINT c CHECK (total IS NOT NULL);

-- example: with quotes in quotes
DO $$ BEGIN EXECUTE 'ALTER TABLE orders ADD CHECK (number <> ''x'')'; END $$;
