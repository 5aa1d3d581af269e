-- example: 1
ALTER TABLE plain ADD PRIMARY KEY (number);

-- example: 2
ALTER TABLE plain ADD CONSTRAINT c PRIMARY KEY (number);

-- example: 3
ALTER TABLE plain ADD CONSTRAINT c PRIMARY KEY (id, number);
