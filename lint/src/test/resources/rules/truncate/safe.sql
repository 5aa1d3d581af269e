-- example: 1
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
TRUNCATE fresh;

-- example: 2
DELETE FROM orders WHERE id = 1;

-- example: 3
CREATE TEMP TABLE fresh (a int);
TRUNCATE fresh;
