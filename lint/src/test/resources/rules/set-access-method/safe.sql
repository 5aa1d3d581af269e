-- example: 1
CREATE TABLE fresh (a int) USING heap;

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh SET ACCESS METHOD heap2;

-- example: 3
ALTER TABLE orders SET (fillfactor = 80);
