-- example: 1
ALTER TABLE orders ADD COLUMN c uuid DEFAULT gen_random_uuid();

-- example: 2
ALTER TABLE orders ADD COLUMN c float DEFAULT random();

-- example: 3
ALTER TABLE orders ADD COLUMN c timestamptz DEFAULT clock_timestamp();

-- example: inside of an expression
ALTER TABLE orders ADD COLUMN c text DEFAULT 'n' || (1 + (random() * 9)::int);
