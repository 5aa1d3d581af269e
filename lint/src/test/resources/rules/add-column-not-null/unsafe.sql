-- example: 1
ALTER TABLE orders ADD COLUMN c int NOT NULL;

-- example: 2
ALTER TABLE orders ADD c text NOT NULL;

-- example: 3
ALTER TABLE orders ADD COLUMN IF NOT EXISTS c uuid NOT NULL;
