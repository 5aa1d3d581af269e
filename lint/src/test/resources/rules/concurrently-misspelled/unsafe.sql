-- example: 1
CREATE INDEX CONCURENTLY ON orders (total);

-- example: 2
CREATE INDEX concurrentl ON orders (total);

-- example: 3
CREATE UNIQUE INDEX CONCURRENTY ON orders (number);
