CREATE TABLE t (id int PRIMARY KEY, note text, n int NOT NULL DEFAULT 77, m int,
    CONSTRAINT t_n_check CHECK (n > m OR m IS NULL));
INSERT INTO t SELECT g, 'note ' || g, g + 100, g FROM generate_series(1, 300) g;
