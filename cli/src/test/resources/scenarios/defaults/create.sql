CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE SEQUENCE numbers START 1000;
CREATE FUNCTION spelled(int) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'n' || $1 $$;
CREATE TABLE t (id int PRIMARY KEY, a varchar(30) DEFAULT 'new' NOT NULL, b text, c int DEFAULT nextval('numbers'),
    d text DEFAULT spelled(7), e timestamp DEFAULT '2024-02-29 00:00:00', f smallint DEFAULT 1, g text DEFAULT NULL);
INSERT INTO t (id, b) SELECT g, 'ok' FROM generate_series(1, 100) g;
