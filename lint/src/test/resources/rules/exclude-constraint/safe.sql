-- example: 1
CREATE TABLE fresh (during tsrange, EXCLUDE USING gist (during WITH &&));

-- example: 2
CREATE TABLE fresh (during tsrange);
ALTER TABLE fresh ADD EXCLUDE USING gist (during WITH &&);

-- example: 3
CREATE INDEX CONCURRENTLY i ON rooms USING gist (during);
