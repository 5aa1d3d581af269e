-- example: 1
CREATE VIEW v AS SELECT 1 AS a;
DROP VIEW v;

-- example: 2
CREATE SEQUENCE s;
DROP SEQUENCE s;

-- example: 3
CREATE TYPE mood AS ENUM ('a');
DROP TYPE mood;
