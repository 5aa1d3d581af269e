-- example: 1
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;

-- example: 2
ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id);

-- example: 3
CREATE INDEX CONCURRENTLY i ON orders (total);
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;

-- example: an index of some rows
CREATE INDEX CONCURRENTLY i ON orders (customer_id) WHERE total > 0;
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
