CREATE TABLE t (id int PRIMARY KEY, c varchar(10));
INSERT INTO t SELECT g, 'w' || g FROM generate_series(1, 50) g;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE VIEW seen AS SELECT c, length(c) AS n FROM t;
CREATE VIEW above AS SELECT n FROM seen;
CREATE TRIGGER touched BEFORE UPDATE OF c ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE POLICY p ON t USING (c <> '');
GRANT SELECT ON above TO scenario_reader;
