-- example: 1
ALTER TABLE orders DROP CONSTRAINT total_positive;

-- example: 2
ALTER TABLE orders DROP CONSTRAINT IF EXISTS total_positive;

-- example: 3
ALTER TABLE orders DROP CONSTRAINT total_positive RESTRICT;
