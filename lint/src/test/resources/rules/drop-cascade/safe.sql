-- example: 1
DROP TABLE orders;

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
DROP TABLE fresh CASCADE;

-- example: 3
ALTER TABLE orders DROP COLUMN total;
