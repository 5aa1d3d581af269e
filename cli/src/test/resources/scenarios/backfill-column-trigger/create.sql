CREATE TABLE t (id int PRIMARY KEY, note text, n int);
INSERT INTO t SELECT g, 'note ' || g, CASE WHEN g % 3 > 0 THEN g END FROM generate_series(1, 300) g;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER of_n BEFORE UPDATE OF n ON t FOR EACH ROW EXECUTE FUNCTION touch();
