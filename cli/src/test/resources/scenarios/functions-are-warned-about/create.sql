CREATE TABLE orders (id bigint PRIMARY KEY, weight int, note text);
INSERT INTO orders SELECT g, g * 3, 'n' || g FROM generate_series(1, 50) g;
CREATE FUNCTION heaviest() RETURNS int LANGUAGE sql AS 'SELECT max(weight) FROM orders';
CREATE FUNCTION heaviest_of(wanted text) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT max(weight) FROM orders WHERE note = wanted);
END
$$;
CREATE FUNCTION weights() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION order_of(wanted bigint) RETURNS SETOF orders LANGUAGE sql AS 'SELECT * FROM orders WHERE id = wanted';
CREATE PUBLICATION of_orders FOR TABLE orders;
