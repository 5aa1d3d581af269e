-- example: 1
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh ADD FOREIGN KEY (id) REFERENCES customers (id);

-- example: 3
ALTER TABLE orders ADD COLUMN other_id bigint;

-- example: not enforced
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id) NOT ENFORCED;
