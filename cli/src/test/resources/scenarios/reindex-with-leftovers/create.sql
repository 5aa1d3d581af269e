CREATE TABLE t (id bigint PRIMARY KEY, v text, n int);
INSERT INTO t SELECT g, 'v' || g, g % 7 FROM generate_series(1, 200) g;
CREATE INDEX t_v ON t (lower(v)) WITH (fillfactor = 70) WHERE n > 3;
COMMENT ON INDEX t_v IS 'x';
CREATE INDEX t_v_ccnew ON t (lower(v)) WHERE n > 3;CREATE INDEX t_v_ccold1 ON t (v);SELECT invalidate('t_v_ccnew'), invalidate('t_v_ccold1');
