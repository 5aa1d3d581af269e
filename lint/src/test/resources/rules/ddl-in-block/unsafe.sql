-- example: 1
DO $$ BEGIN ALTER TABLE orders DROP COLUMN total; END $$;

-- example: 2
DO $$ BEGIN IF true THEN DROP TABLE orders; END IF; END $$;

-- example: 3
DO $$ BEGIN EXECUTE 'DROP INDEX orders_total'; END $$;

-- example: in plain quotes
DO 'BEGIN DROP TABLE orders; END';

-- example: in plain quotes and executed
DO 'BEGIN EXECUTE ''DROP INDEX orders_total''; END';

-- example: in a function
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE orders ADD COLUMN c int; END $$;

-- example: behind ELSE
DO $$ BEGIN IF false THEN PERFORM 1; ELSE DROP TABLE orders; END IF; END $$;

-- example: in a loop
DO $$ BEGIN FOR i IN 1 .. 1 LOOP DROP TABLE orders; END LOOP; END $$;
