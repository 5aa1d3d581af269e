-- example: 1
DO $$ BEGIN ALTER TABLE orders DROP COLUMN total; END $$;

-- example: 2
DO $$ BEGIN IF true THEN DROP TABLE orders; END IF; END $$;

-- example: 3
DO $$ BEGIN EXECUTE 'DROP INDEX orders_total'; END $$;
