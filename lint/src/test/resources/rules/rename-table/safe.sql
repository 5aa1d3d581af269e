-- example: 1
ALTER INDEX orders_total RENAME TO i;

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh RENAME TO fresher;

-- example: 3
ALTER TABLE orders RENAME CONSTRAINT total_positive TO total_not_negative;

-- example: of a materialized view that is new
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
ALTER MATERIALIZED VIEW m RENAME TO n;
