-- example: 1
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh DROP CONSTRAINT fresh_pkey;

-- example: 2
ALTER TABLE orders ALTER total DROP DEFAULT;

-- example: 3
ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
