-- example: 1
DROP TABLE orders CASCADE;

-- example: 2
ALTER TABLE orders DROP COLUMN total CASCADE;

-- example: 3
DROP TYPE state CASCADE;

-- example: a function
DROP FUNCTION touch() CASCADE;
