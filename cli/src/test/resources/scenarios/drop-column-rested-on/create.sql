CREATE TABLE t (id int, n int, up int, CONSTRAINT t_id UNIQUE (id) INCLUDE (n));
INSERT INTO t SELECT g, g, g FROM generate_series(1, 300) g;
CREATE TABLE child (id int, CONSTRAINT child_t FOREIGN KEY (id) REFERENCES t (id));
ALTER TABLE t ADD CONSTRAINT t_up FOREIGN KEY (up) REFERENCES t (id);
