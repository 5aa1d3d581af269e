-- example: 1
REINDEX TABLE orders;

-- example: 2
REINDEX INDEX orders_total;

-- example: 3
REINDEX (VERBOSE) TABLE orders;
