-- example: 1
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
DROP TABLE fresh;

-- example: 2
CREATE TEMP TABLE fresh (a int);
DROP TABLE fresh;

-- example: 3
CREATE TABLE fresh AS SELECT 1 AS a;
DROP TABLE fresh;
