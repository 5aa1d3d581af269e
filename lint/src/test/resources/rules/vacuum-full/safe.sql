-- example: 1
VACUUM orders;

-- example: 2
VACUUM (ANALYZE) orders;

-- example: 3
VACUUM (FULL false) orders;

-- example: switched off
VACUUM (FULL off, VERBOSE) orders;

-- example: switched off by a number
VACUUM (FULL 0) orders;
