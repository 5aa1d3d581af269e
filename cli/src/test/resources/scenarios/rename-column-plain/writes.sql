DO $$
DECLARE c text := 'n'; same boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'n' AND NOT attisdropped) THEN
        c := 'size';
    ELSIF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'size' AND NOT attisdropped) THEN
        EXECUTE format('SELECT NOT EXISTS (SELECT FROM t WHERE %I IS DISTINCT FROM %I)', 'n', 'size') INTO same;
        IF same THEN c := 'size'; END IF;
    END IF;
    EXECUTE format('INSERT INTO t (id, note, %I) SELECT max(id) + 1, %L, max(id) + 1000 FROM t', c, 'new');
    EXECUTE format('UPDATE t SET %I = %I + 5 WHERE id %% 11 = 0', c, c);
    EXECUTE format('UPDATE t SET note = note || %L WHERE id %% 7 = 0', '+');
    EXECUTE format('INSERT INTO t (id, note) SELECT max(id) + 1, %L FROM t', 'without');
END $$;
DELETE FROM t WHERE id = 5;
