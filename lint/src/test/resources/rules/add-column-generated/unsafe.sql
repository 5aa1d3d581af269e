-- example: 1
ALTER TABLE orders ADD COLUMN c numeric GENERATED ALWAYS AS (total * 2) STORED;

-- example: 2
ALTER TABLE orders ADD c text GENERATED ALWAYS AS (lower(number)) STORED;

-- example: 3
ALTER TABLE orders ADD COLUMN IF NOT EXISTS c int GENERATED ALWAYS AS (1) STORED;

-- example: another expression
ALTER TABLE figures ALTER COLUMN b SET EXPRESSION AS (a * 3);
