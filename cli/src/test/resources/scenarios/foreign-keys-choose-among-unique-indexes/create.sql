-- A foreign key rests on the oldest unique index that is not deferrable, but may have been made before an older one's
-- name was given: here each finds another one than the first in line.
CREATE TABLE t (id int PRIMARY KEY, a int CONSTRAINT a_late UNIQUE DEFERRABLE, b int, c int);
INSERT INTO t SELECT g, g, g, g FROM generate_series(1, 20) g;
ALTER TABLE t ADD CONSTRAINT a_now UNIQUE (a);
CREATE UNIQUE INDEX b_index ON t (b);
CREATE UNIQUE INDEX c_index ON t (c);
ALTER TABLE t ADD CONSTRAINT c_key UNIQUE (c);
CREATE TABLE of_a (n int, a int REFERENCES t (a) ON UPDATE CASCADE);
CREATE TABLE of_b (n int, b int REFERENCES t (b) ON UPDATE CASCADE);
CREATE TABLE of_c (n int, c int REFERENCES t (c) ON UPDATE CASCADE);
ALTER TABLE t ADD CONSTRAINT b_key UNIQUE (b);
ALTER TABLE t ADD CONSTRAINT itself FOREIGN KEY (c) REFERENCES t (b) DEFERRABLE INITIALLY DEFERRED;
INSERT INTO of_a SELECT g, g FROM generate_series(1, 9) g;
INSERT INTO of_b SELECT g, g FROM generate_series(1, 9) g;
INSERT INTO of_c SELECT g, g FROM generate_series(1, 9) g;
