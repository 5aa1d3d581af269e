-- example: 1
CREATE TABLE IF NOT EXISTS orders (number varchar(10), total numeric(10,2), id int);
ALTER TABLE orders ALTER COLUMN number TYPE varchar(20);

-- example: 2
CREATE TABLE IF NOT EXISTS orders (number varchar(10), total numeric(10,2), id int);
ALTER TABLE orders ALTER number TYPE text;

-- example: 3
CREATE TABLE IF NOT EXISTS plain (id bigint, number text, price numeric(10,2));
ALTER TABLE plain ALTER price TYPE numeric(12,2);
