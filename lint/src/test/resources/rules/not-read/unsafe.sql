-- example: 1
ALTER TABEL orders ADD COLUMN c int;

-- example: 2
CREATE INDEX ON;

-- example: 3
SELECT (1;
