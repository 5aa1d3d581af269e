-- example: 1
CLUSTER orders USING orders_total;

-- example: 2
CLUSTER;

-- example: 3
CLUSTER VERBOSE orders USING orders_total;
