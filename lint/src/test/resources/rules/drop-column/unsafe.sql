-- example: 1
ALTER TABLE orders DROP COLUMN total;

-- example: 2
ALTER TABLE orders DROP total;

-- example: 3
ALTER TABLE orders DROP COLUMN IF EXISTS total, DROP COLUMN number;

-- example: of a column that may have been there
ALTER TABLE orders ADD COLUMN IF NOT EXISTS total numeric(10, 2);
ALTER TABLE orders DROP COLUMN total;
