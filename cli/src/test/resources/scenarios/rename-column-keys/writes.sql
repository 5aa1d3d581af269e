INSERT INTO t (note) VALUES ('generated');
DO $$
DECLARE c text := 'n'; same boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'n' AND NOT attisdropped) THEN
        c := 'New Id';
    ELSIF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'New Id' AND NOT attisdropped) THEN
        EXECUTE format('SELECT NOT EXISTS (SELECT FROM t WHERE %I IS DISTINCT FROM %I)', 'n', 'New Id') INTO same;
        IF same THEN c := 'New Id'; END IF;
    END IF;
    EXECUTE format('UPDATE t SET %1$I = %1$I + 20000 WHERE %1$I = 250', c);
END $$;
UPDATE t SET note = note || '+' WHERE other % 7 = 0;
