-- example: 1
REINDEX TABLE CONCURRENTLY orders;

-- example: 2
REINDEX INDEX CONCURRENTLY orders_total;

-- example: 3
REINDEX (CONCURRENTLY) TABLE orders;
