-- example: 1
DELETE FROM orders WHERE id = 1;

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
DELETE FROM fresh;

-- example: 3
DELETE FROM orders WHERE id BETWEEN 1 AND 1000;
