-- example: 1
VACUUM FULL orders;

-- example: 2
VACUUM (FULL, ANALYZE) orders;

-- example: 3
VACUUM FULL;
