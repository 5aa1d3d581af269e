-- example: 1
ALTER TABLE orders ADD COLUMN c int;

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh ADD COLUMN c int UNIQUE;

-- example: 3
ALTER TABLE orders ADD COLUMN c int;
CREATE UNIQUE INDEX CONCURRENTLY i ON orders (c);
