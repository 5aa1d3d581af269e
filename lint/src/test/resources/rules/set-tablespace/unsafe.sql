-- example: 1
ALTER TABLE orders SET TABLESPACE fast;

-- example: 2
ALTER INDEX orders_total SET TABLESPACE fast;

-- example: 3
ALTER TABLE IF EXISTS orders SET TABLESPACE fast;

-- example: of all indexes
ALTER INDEX ALL IN TABLESPACE pg_default SET TABLESPACE fast;
