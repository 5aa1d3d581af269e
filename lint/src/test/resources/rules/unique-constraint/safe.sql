-- example: 1
ALTER TABLE plain ADD CONSTRAINT c UNIQUE USING INDEX plain_number;

-- example: 2
CREATE TABLE fresh (a int);
ALTER TABLE fresh ADD UNIQUE (a);

-- example: 3
CREATE UNIQUE INDEX CONCURRENTLY i ON plain (number);
