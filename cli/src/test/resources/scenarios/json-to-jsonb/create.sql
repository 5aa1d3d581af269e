CREATE TABLE t (id int PRIMARY KEY, doc json NOT NULL DEFAULT '{}', other json);
INSERT INTO t SELECT g, json_build_object('k', g, 'a', 'x')::json, NULL FROM generate_series(1, 200) g;
INSERT INTO t VALUES (1000, '{"b": 1, "a": 2}', 'null'), (1001, '[]', '"s"');
CREATE INDEX t_k ON t ((doc ->> 'k'));
