-- example: 1
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
DROP TABLE fresh;

-- example: 2
CREATE TEMP TABLE fresh (a int);
DROP TABLE fresh;

-- example: 3
CREATE TABLE fresh AS SELECT 1 AS a;
DROP TABLE fresh;

-- example: by the name it was given
CREATE TABLE sales.fresh (a int);
ALTER TABLE sales.fresh RENAME TO fresher;
DROP TABLE sales.fresher;

-- example: in a new schema
CREATE SCHEMA trade;
CREATE TABLE IF NOT EXISTS trade.orders (a int);
DROP TABLE trade.orders;
