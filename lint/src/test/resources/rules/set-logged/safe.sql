-- example: 1
CREATE UNLOGGED TABLE fresh (a int);

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh SET UNLOGGED;

-- example: 3
ALTER TABLE orders SET (autovacuum_enabled = true);
