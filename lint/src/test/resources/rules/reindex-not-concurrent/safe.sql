-- example: 1
REINDEX TABLE CONCURRENTLY orders;

-- example: 2
REINDEX INDEX CONCURRENTLY orders_total;

-- example: 3
REINDEX (CONCURRENTLY) TABLE orders;

-- example: of a new table
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
REINDEX TABLE fresh;
