-- example: 1
VACUUM orders;

-- example: 2
VACUUM (ANALYZE) orders;

-- example: 3
VACUUM (FULL false) orders;
