CREATE TABLE t (id serial PRIMARY KEY, v text);
INSERT INTO t (v) SELECT 'v' FROM generate_series(1, 300) g;

CREATE TABLE child (id int PRIMARY KEY, t int REFERENCES t ON DELETE CASCADE);
GRANT CREATE ON SCHEMA public TO scenario_other_owner;
ALTER TABLE child OWNER TO scenario_other_owner;
GRANT REFERENCES, SELECT ON t TO scenario_other_owner;
GRANT ALL ON child TO scenario_owner;
