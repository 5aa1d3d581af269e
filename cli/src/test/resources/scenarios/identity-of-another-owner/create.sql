CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text);
CREATE TABLE s (id serial PRIMARY KEY, t int REFERENCES t);
GRANT USAGE ON SEQUENCE t_id_seq TO scenario_reader;
GRANT CREATE ON SCHEMA public TO scenario_other_owner;
ALTER TABLE t OWNER TO scenario_other_owner;
GRANT ALL ON t TO scenario_owner;
