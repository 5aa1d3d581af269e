-- example: 1
ALTER TABLE orders ADD COLUMN c int UNIQUE;

-- example: 2
ALTER TABLE plain ADD COLUMN c bigint PRIMARY KEY;

-- example: 3
ALTER TABLE orders ADD c text CONSTRAINT u UNIQUE;
