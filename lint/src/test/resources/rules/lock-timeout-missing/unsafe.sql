-- example: 1
ALTER TABLE orders ADD COLUMN c int;

-- example: 2
CREATE INDEX i ON orders (total);

-- example: 3
ALTER TABLE orders ALTER total SET DEFAULT 0;
