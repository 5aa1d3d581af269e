-- example: 1
DO $$ BEGIN PERFORM 1; END $$;

-- example: 2
DO $$ BEGIN CREATE TABLE fresh (a int); END $$;

-- example: 3
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;

-- example: rows are no DDL
DO $$ BEGIN UPDATE orders SET total = 0; END $$;

-- example: a function that writes rows
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM orders; END $$;
