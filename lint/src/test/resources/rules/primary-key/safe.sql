-- example: 1
ALTER TABLE plain ADD CONSTRAINT c PRIMARY KEY USING INDEX plain_number;

-- example: 2
CREATE TABLE fresh (a int);
ALTER TABLE fresh ADD PRIMARY KEY (a);

-- example: 3
CREATE UNIQUE INDEX CONCURRENTLY i ON plain (number);
