-- example: 1
DROP TABLE orders;

-- example: 2
DROP TABLE IF EXISTS orders;

-- example: 3
DROP TABLE plain, rooms;
