-- example: 1
ALTER TABLE orders ADD COLUMN other_id bigint;

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh ADD COLUMN c bigint REFERENCES customers (id);

-- example: 3
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
