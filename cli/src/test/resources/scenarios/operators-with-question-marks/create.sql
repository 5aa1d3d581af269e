CREATE FUNCTION divides(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 % $2 = 0';
CREATE OPERATOR <?> (LEFTARG = int, RIGHTARG = int, FUNCTION = divides);
CREATE TABLE t (id int PRIMARY KEY, kind jsonb DEFAULT to_jsonb('{"what?": 1}'::jsonb ? 'what?'), data jsonb NOT NULL,
    note text DEFAULT 'why? who?', n int NOT NULL DEFAULT 3,
    has_id boolean GENERATED ALWAYS AS (data ? 'id') STORED,
    "sure?" text,
    CONSTRAINT t_any CHECK (data ?| ARRAY['id', 'name'] AND note IS DISTINCT FROM '?'),
    CONSTRAINT "t?" CHECK (n <?> 3 OR "sure?" IS NULL));
INSERT INTO t (id, kind, data, note)
    SELECT g, CASE WHEN g % 3 > 0 THEN jsonb_build_object('id', g) ELSE '["?"]' END, '{"id": 1}', 'a?b' FROM generate_series(1, 5000) g;
CREATE INDEX t_partial ON t (kind) WHERE data ? 'id' AND note <> '?|';
CREATE INDEX t_expression ON t (kind, (n <?> 3), (data ?& ARRAY['id', 'name']));
ALTER TABLE t ADD CONSTRAINT t_not_valid CHECK (data ? 'id' OR data ? 'name' OR n <?> 3) NOT VALID;
