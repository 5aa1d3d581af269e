-- example: 1
REFRESH MATERIALIZED VIEW totals;

-- example: 2
REFRESH MATERIALIZED VIEW totals WITH DATA;

-- example: 3
BEGIN;
REFRESH MATERIALIZED VIEW public.totals;
COMMIT;

-- example: of a view that may have been there
CREATE MATERIALIZED VIEW IF NOT EXISTS totals AS SELECT 1 AS a;
REFRESH MATERIALIZED VIEW totals;
