-- example: 1
ALTER TABLE plain ADD UNIQUE (number);

-- example: 2
ALTER TABLE plain ADD CONSTRAINT c UNIQUE (number);

-- example: 3
ALTER TABLE plain ADD CONSTRAINT c UNIQUE (id, number);
