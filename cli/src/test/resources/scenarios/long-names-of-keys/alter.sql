ALTER TABLE "Tabelle mit einem Namen, der dreiundsechzig Bytes lang sein kan"
    ALTER COLUMN "Schlüssel dessen Name so lang ist, dass nichts mehr dazukm" TYPE bigint;
DO $$ BEGIN
    EXECUTE format('ALTER SEQUENCE %s AS bigint', (SELECT oid::regclass FROM pg_class WHERE relkind = 'S'));
END $$;
