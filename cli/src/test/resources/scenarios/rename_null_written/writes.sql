DO $$
DECLARE c text := CASE WHEN EXISTS (SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'size' AND NOT attisdropped) THEN 'size' ELSE 'n' END;
BEGIN
    EXECUTE format('INSERT INTO t (id, note, %I) SELECT max(id) + 1, %L, NULL FROM t', c, 'null');
    EXECUTE format('INSERT INTO t (id, note, %I) SELECT max(id) + 1, %L, 77 FROM t', c, 'default');
END $$;
UPDATE t SET note = note || '+' WHERE id % 7 = 0;
