CREATE TABLE t (id int PRIMARY KEY, v int, w text);
INSERT INTO t SELECT g, g, 'w' || g % 7 FROM generate_series(1, 100) g;
UPDATE t SET v = -v WHERE id % 3 = 0;
CREATE FUNCTION positive() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.v := abs(NEW.v); RETURN NEW; END $$;
CREATE TRIGGER positive BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION positive();
