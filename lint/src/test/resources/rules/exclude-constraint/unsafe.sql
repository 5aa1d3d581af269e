-- example: 1
ALTER TABLE rooms ADD EXCLUDE USING gist (during WITH &&);

-- example: 2
ALTER TABLE rooms ADD CONSTRAINT c EXCLUDE USING gist (during WITH &&);

-- example: 3
ALTER TABLE orders ADD CONSTRAINT c EXCLUDE (id WITH =);
