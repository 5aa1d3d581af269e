-- example: 1
ALTER TABLE orders SET SCHEMA sales;

-- example: 2
ALTER TABLE IF EXISTS orders SET SCHEMA sales;

-- example: 3
SET lock_timeout = '1s';
ALTER TABLE public.orders SET SCHEMA sales;
