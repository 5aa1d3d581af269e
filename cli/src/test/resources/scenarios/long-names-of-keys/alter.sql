ALTER TABLE "Tabelle mit einem Namen, der dreiundsechzig Bytes lang sein kann"
    ALTER COLUMN "Schlüssel dessen Name so lang ist, dass nichts mehr hineinpasst" TYPE bigint;
DO $$ BEGIN
    EXECUTE format('ALTER SEQUENCE %s AS bigint', (SELECT oid::regclass FROM pg_class WHERE relkind = 'S'));
END $$;
