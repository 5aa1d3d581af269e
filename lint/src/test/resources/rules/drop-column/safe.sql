-- example: 1
ALTER TABLE orders ALTER total DROP DEFAULT;

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh DROP COLUMN a;

-- example: 3
ALTER TABLE orders ALTER total DROP NOT NULL;

-- example: 4
ALTER TABLE orders ADD COLUMN helper int;
ALTER TABLE orders DROP COLUMN helper;
