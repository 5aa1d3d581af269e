-- example: 1
ALTER TABLE orders SET UNLOGGED;

-- example: 2
ALTER TABLE scratch SET LOGGED;

-- example: 3
ALTER TABLE IF EXISTS orders SET UNLOGGED;
