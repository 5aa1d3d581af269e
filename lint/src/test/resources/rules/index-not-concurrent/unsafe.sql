-- example: 1
CREATE INDEX i ON orders (total);

-- example: 2
CREATE UNIQUE INDEX ON orders (number);

-- example: 3
CREATE INDEX IF NOT EXISTS i ON public.orders USING gin (tags);
