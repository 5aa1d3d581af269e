-- What the examples find in the database.
CREATE SCHEMA sales;
CREATE TYPE state AS ENUM ('new', 'sent');
CREATE DOMAIN email AS text;
CREATE SEQUENCE orders_seq;
CREATE TABLE customers (id bigint PRIMARY KEY, address email);
CREATE TABLE orders (
    id int PRIMARY KEY,
    customer_id bigint,
    number varchar(10),
    total numeric(10, 2),
    tags text[],
    CONSTRAINT total_positive CHECK (total >= 0)
);
CREATE INDEX orders_total ON orders (total);
CREATE TABLE plain (id bigint, number text);
CREATE UNIQUE INDEX plain_number ON plain (number);
CREATE TABLE rooms (during tsrange);
CREATE VIEW open_orders AS SELECT id FROM orders;
CREATE MATERIALIZED VIEW totals AS SELECT id, total FROM orders;
CREATE UNIQUE INDEX totals_id ON totals (id);
CREATE TABLE parts (id bigint) PARTITION BY RANGE (id);
CREATE INDEX parts_id ON ONLY parts (id);
CREATE TABLE part_1 PARTITION OF parts FOR VALUES FROM (100) TO (200);
CREATE TABLE loose (id bigint);
CREATE INDEX loose_id ON loose (id);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
