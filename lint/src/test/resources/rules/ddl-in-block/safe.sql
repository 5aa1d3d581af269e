-- example: 1
DO $$ BEGIN PERFORM 1; END $$;

-- example: 2
DO $$ BEGIN CREATE TABLE fresh (a int); END $$;

-- example: 3
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
