-- example: 1
ALTER TABLE orders SET ACCESS METHOD heap2;

-- example: 2
ALTER TABLE IF EXISTS orders SET ACCESS METHOD heap2;

-- example: 3
ALTER TABLE public.orders SET ACCESS METHOD heap2;

-- example: of a materialized view
ALTER MATERIALIZED VIEW totals SET ACCESS METHOD heap2;
