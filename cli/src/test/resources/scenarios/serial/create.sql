CREATE TABLE t (id serial PRIMARY KEY, v text);
INSERT INTO t (v) SELECT 'v' FROM generate_series(1, 300) g;
ALTER SEQUENCE t_id_seq INCREMENT 3 CACHE 2;
COMMENT ON SEQUENCE t_id_seq IS 'numbers';
GRANT USAGE ON SEQUENCE t_id_seq TO scenario_reader, "Scenario Writer" WITH GRANT OPTION;
CREATE TABLE beside (id int DEFAULT nextval('t_id_seq'), v text);
CREATE TABLE own_name (LIKE t INCLUDING ALL);
