-- example: 1
CREATE TABLE t (id bigint PRIMARY KEY);

-- example: 2
CREATE TABLE t (id uuid PRIMARY KEY, n int);

-- example: 3
CREATE TEMP TABLE t (id int PRIMARY KEY);

-- example: a temporary table
CREATE TEMPORARY TABLE t (id int PRIMARY KEY);
