CREATE TABLE t (id serial PRIMARY KEY, v text);
INSERT INTO t (v) SELECT 'v' FROM generate_series(1, 300) g;

CREATE TABLE child (id int PRIMARY KEY, t int CONSTRAINT loose REFERENCES t NOT ENFORCED);
INSERT INTO child VALUES (1, 99999);
