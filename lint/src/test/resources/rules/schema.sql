-- What the examples find in the database.
CREATE SCHEMA sales;
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
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
CREATE TABLE plain (id bigint, number text, price numeric(10, 2));
CREATE UNIQUE INDEX plain_number ON plain (number);
CREATE TABLE rooms (during tsrange);
CREATE TABLE figures (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
CREATE VIEW open_orders AS SELECT id FROM plain;
CREATE MATERIALIZED VIEW totals AS SELECT id, number AS total FROM plain;
CREATE UNIQUE INDEX totals_id ON totals (id);
CREATE TABLE parts (id bigint) PARTITION BY RANGE (id);
CREATE INDEX parts_id ON ONLY parts (id);
CREATE TABLE part_1 PARTITION OF parts FOR VALUES FROM (100) TO (200);
CREATE TABLE loose (id bigint);
CREATE UNLOGGED TABLE scratch (id bigint);
CREATE INDEX loose_id ON loose (id);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
INSERT INTO customers SELECT g, 'a@' || g FROM generate_series(1, 30) g;
INSERT INTO orders SELECT 5000 + g, g, 'n' || g, g, '{}' FROM generate_series(1, 30) g;
INSERT INTO plain SELECT g, 'p' || g FROM generate_series(1, 30) g;
INSERT INTO figures SELECT g FROM generate_series(1, 30) g;
INSERT INTO rooms SELECT tsrange(date '2025-01-01' + g, date '2025-01-01' + g + 1) FROM generate_series(1, 30) g;
INSERT INTO parts SELECT 100 + g FROM generate_series(1, 30) g;
INSERT INTO loose SELECT 1 + g % 8 FROM generate_series(1, 30) g;
ALTER TABLE plain CLUSTER ON plain_number;
