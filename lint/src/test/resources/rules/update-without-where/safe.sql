-- example: 1
UPDATE orders SET total = 0 WHERE id = 1;

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
UPDATE fresh SET a = 1;

-- example: 3
UPDATE orders SET total = 0 WHERE id BETWEEN 1 AND 1000;
