-- example: 1
ALTER TABLE orders ADD COLUMN c serial;

-- example: 2
ALTER TABLE orders ADD COLUMN c bigserial;

-- example: 3
ALTER TABLE orders ADD c SMALLSERIAL;

-- example: its other name
ALTER TABLE orders ADD COLUMN c serial8;
