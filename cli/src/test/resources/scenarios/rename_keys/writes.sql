INSERT INTO t (note) VALUES ('generated');
DO $$
DECLARE c text := CASE WHEN EXISTS (SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'New Id' AND NOT attisdropped) THEN 'New Id' ELSE 'n' END;
BEGIN
    EXECUTE format('INSERT INTO t (%1$I, note) SELECT max(%1$I) + 100000, %2$L FROM t', c, 'given');
    EXECUTE format('UPDATE t SET %1$I = %1$I + 20000 WHERE %1$I = 250', c);
END $$;
UPDATE t SET note = note || '+' WHERE other % 7 = 0;
