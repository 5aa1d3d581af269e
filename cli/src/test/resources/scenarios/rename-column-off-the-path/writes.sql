DO $$
DECLARE c text := 'Code';
BEGIN
    IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = '"My Tables"."Order"'::regclass AND attname = c AND NOT attisdropped) THEN
        c := 'code';
    END IF;
    EXECUTE format('INSERT INTO "My Tables"."Order" (id, %I, note) SELECT max(id) + 1, %L || max(id), %L'
        ' FROM "My Tables"."Order"', c, 'n', 'new');
    EXECUTE format('UPDATE "My Tables"."Order" SET %1$I = %1$I || %2$L WHERE id %% 11 = 0', c, '+');
END $$;
DELETE FROM "My Tables"."Order" WHERE id = 5;
