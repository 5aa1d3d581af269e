-- example: 1
ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id);

-- example: 2
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE;

-- example: 3
ALTER TABLE orders ADD COLUMN other_id bigint DEFAULT 1 REFERENCES customers (id);
