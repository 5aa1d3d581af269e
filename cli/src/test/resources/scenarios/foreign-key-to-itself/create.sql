CREATE TABLE t (id int PRIMARY KEY, parent int, note text,
    CONSTRAINT t_parent FOREIGN KEY (parent) REFERENCES t ON DELETE SET NULL);
INSERT INTO t SELECT g, nullif(g - 1, 0), 'n' FROM generate_series(1, 200) g;
CREATE INDEX t_parent_index ON t (parent) WHERE parent IS NOT NULL;
