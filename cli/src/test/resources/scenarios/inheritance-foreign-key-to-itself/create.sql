CREATE TABLE t (id int PRIMARY KEY, up int);
CREATE TABLE child (extra text) INHERITS (t);
ALTER TABLE child ADD PRIMARY KEY (id);
INSERT INTO t SELECT g, nullif(g / 2, 0) FROM generate_series(1, 100) g;
INSERT INTO child SELECT g, nullif(g / 2, 0), 'x' FROM generate_series(1, 50) g;
ALTER TABLE t ADD CONSTRAINT above FOREIGN KEY (up) REFERENCES t ON DELETE CASCADE;
ALTER TABLE child ADD CONSTRAINT above_of_child FOREIGN KEY (up) REFERENCES child ON UPDATE CASCADE;
CREATE TABLE plain (t int REFERENCES t);
INSERT INTO plain SELECT generate_series(1, 10);
