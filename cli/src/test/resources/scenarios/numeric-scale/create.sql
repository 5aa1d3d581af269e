CREATE TABLE t (id smallint PRIMARY KEY, n numeric(10, 4) NOT NULL, f double precision, c char(5));
INSERT INTO t SELECT g, g + 0.5, g / 3.0, 'c' FROM generate_series(1, 200) g;
INSERT INTO t VALUES (1000, 0, 'NaN', ''), (1001, 1, '-0', 'a  '), (1002, 2, 'Infinity', NULL);
CREATE INDEX t_n ON t (n DESC);
ALTER TABLE t ADD CONSTRAINT t_n_check CHECK (n >= 0.0);
