-- example: 1
ALTER TABLE orders SET TABLESPACE pg_default;

-- example: 2
ALTER INDEX orders_total SET TABLESPACE pg_default;

-- example: 3
ALTER TABLE IF EXISTS orders SET TABLESPACE pg_default;
