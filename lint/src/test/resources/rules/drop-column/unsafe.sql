-- example: 1
ALTER TABLE orders DROP COLUMN total;

-- example: 2
ALTER TABLE orders DROP total;

-- example: 3
ALTER TABLE orders DROP COLUMN IF EXISTS total, DROP COLUMN number;
