DO $$
DECLARE c text := 'n'; same boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'n' AND NOT attisdropped) THEN
        c := 'size';
    ELSIF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'size' AND NOT attisdropped) THEN
        EXECUTE format('SELECT NOT EXISTS (SELECT FROM t WHERE %I IS DISTINCT FROM %I)', 'n', 'size') INTO same;
        IF same THEN c := 'size'; END IF;
    END IF;
    EXECUTE format('INSERT INTO t (id, note, %I) SELECT max(id) + 1, %L, NULL FROM t', c, 'null');
    EXECUTE format('INSERT INTO t (id, note, %I) SELECT max(id) + 1, %L, 77 FROM t', c, 'default');
END $$;
UPDATE t SET note = note || '+' WHERE id % 7 = 0;
