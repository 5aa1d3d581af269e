CREATE TABLE t (id int PRIMARY KEY, note text, n int);
INSERT INTO t SELECT g, 'note ' || g, CASE WHEN g % 3 > 0 THEN g END FROM generate_series(1, 300) g;
ALTER TABLE t ADD COLUMN j json, ADD COLUMN v varchar(5), ADD COLUMN e int;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := 'touched'; RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.id > 0) EXECUTE FUNCTION touch();
ALTER TABLE t ENABLE ALWAYS TRIGGER touched;
