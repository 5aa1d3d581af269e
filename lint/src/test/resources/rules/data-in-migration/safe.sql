-- example: 1
INSERT INTO plain (id, number) VALUES (1, 'a');

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
INSERT INTO fresh SELECT id FROM orders;

-- example: 3
SELECT count(*) FROM orders;

-- example: rows written out beside WITH
WITH a AS (SELECT 1) INSERT INTO plain (id) VALUES (1), (2);
