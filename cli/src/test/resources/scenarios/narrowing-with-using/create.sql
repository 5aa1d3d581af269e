CREATE TABLE t (id int PRIMARY KEY, external_id text, state text NOT NULL DEFAULT 'queued', n text);
INSERT INTO t SELECT g, repeat(chr(955) || 'x', g), 'queued', g::text FROM generate_series(1, 100) g;
CREATE INDEX t_external ON t (external_id, id);
CREATE INDEX t_length ON t (length(external_id)) WHERE state <> 'done';
