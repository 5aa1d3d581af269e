-- example: 1
CREATE INDEX CONCURRENTLY ON orders (total);

-- example: 2
CREATE INDEX orders_currency ON orders (total);

-- example: 3
CREATE INDEX "concurently" ON orders (total);
