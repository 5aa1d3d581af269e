-- example: 1
ALTER TABLE orders RENAME CONSTRAINT total_positive TO c;

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh RENAME a TO c;

-- example: 3
ALTER TABLE orders ADD COLUMN amount numeric;
