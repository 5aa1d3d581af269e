-- example: 1
CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON orders (total);

-- example: 2
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON orders (number);

-- example: 3
CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON orders USING gin (tags);
