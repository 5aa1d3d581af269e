-- example: 1
CREATE INDEX CONCURRENTLY i ON orders (customer_id);
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;

-- example: 2
CREATE INDEX CONCURRENTLY i ON orders (customer_id, total);
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;

-- example: 3
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh ADD FOREIGN KEY (id) REFERENCES customers (id);

-- example: a unique column
CREATE TABLE IF NOT EXISTS orders (customer_id bigint UNIQUE);
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
