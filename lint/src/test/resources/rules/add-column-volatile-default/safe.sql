-- example: 1
ALTER TABLE orders ADD COLUMN c timestamptz DEFAULT now();

-- example: 2
ALTER TABLE orders ADD COLUMN c jsonb NOT NULL DEFAULT '{}'::jsonb;

-- example: 3
ALTER TABLE orders ADD COLUMN c uuid;
ALTER TABLE orders ALTER COLUMN c SET DEFAULT gen_random_uuid();

-- example: with its schema
ALTER TABLE orders ADD COLUMN c timestamptz DEFAULT pg_catalog.now();
