-- example: 1
ALTER TABLE orders ALTER COLUMN id TYPE bigint;

-- example: 2
CREATE TABLE IF NOT EXISTS orders (number varchar(10), total numeric(10,2), id int);
ALTER TABLE orders ALTER number TYPE varchar(5);

-- example: 3
ALTER TABLE orders ALTER COLUMN total SET DATA TYPE text USING total::text;

-- example: a check is verified again
CREATE TABLE IF NOT EXISTS orders (total numeric(10,2), CONSTRAINT total_positive CHECK (total >= 0));
ALTER TABLE orders ALTER total TYPE numeric(12,2);
