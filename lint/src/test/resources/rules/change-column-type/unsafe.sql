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

-- example: a wider one by an expression
CREATE TABLE IF NOT EXISTS orders (number varchar(10));
ALTER TABLE orders ALTER number TYPE varchar(20) USING upper(number);

-- example: another collation
CREATE TABLE IF NOT EXISTS orders (number varchar(10));
CREATE INDEX CONCURRENTLY i ON orders (number);
ALTER TABLE orders ALTER number TYPE varchar(10) COLLATE "C";

-- example: a check of the column is verified again
CREATE TABLE IF NOT EXISTS orders (total numeric(10, 2) CHECK (total >= 0));
ALTER TABLE orders ALTER total TYPE numeric(12, 2);

-- example: narrower than it has become
CREATE TABLE IF NOT EXISTS plain (price numeric(10, 2));
ALTER TABLE plain ALTER price TYPE numeric(12, 2);
ALTER TABLE plain ALTER price TYPE numeric(11, 2);
