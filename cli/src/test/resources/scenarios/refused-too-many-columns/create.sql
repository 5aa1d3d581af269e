-- 1,600 have been there: none is left.
CREATE TABLE t (id int PRIMARY KEY, v int, w int, x int);
DO $$
DECLARE
    more text := (SELECT string_agg(format('ADD COLUMN gone_%s int', g), ', ') FROM generate_series(1, 1596) g);
    fewer text := (SELECT string_agg(format('DROP COLUMN gone_%s', g), ', ') FROM generate_series(1, 1596) g);
BEGIN
    EXECUTE 'ALTER TABLE t ' || more;
    EXECUTE 'ALTER TABLE t ' || fewer;
END
$$;
