-- example: 1
DROP TABLE orders;

-- example: 2
DROP TABLE IF EXISTS orders;

-- example: 3
DROP TABLE plain, rooms;

-- example: of a query that may not have made it
CREATE TABLE IF NOT EXISTS loose AS SELECT 1 AS a;
DROP TABLE loose;

-- example: another one has quotes
CREATE TABLE "ORDERS" (a int);
DROP TABLE ORDERS;
