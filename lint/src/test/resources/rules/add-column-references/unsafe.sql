-- example: 1
ALTER TABLE orders ADD COLUMN other_id bigint REFERENCES customers (id);

-- example: 2
ALTER TABLE orders ADD COLUMN other_id bigint REFERENCES customers;

-- example: 3
ALTER TABLE orders ADD other_id bigint NULL REFERENCES customers (id) ON DELETE SET NULL;
