-- example: 1
ALTER TABLE orders ADD COLUMN c uuid DEFAULT gen_random_uuid();

-- example: 2
ALTER TABLE orders ADD COLUMN c float DEFAULT random();

-- example: 3
ALTER TABLE orders ADD COLUMN c timestamptz DEFAULT clock_timestamp();
