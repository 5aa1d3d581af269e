-- example: 1
DROP INDEX orders_total;

-- example: 2
DROP INDEX IF EXISTS orders_total;

-- example: 3
DROP INDEX public.orders_total CASCADE;
