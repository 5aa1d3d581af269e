CREATE TABLE parent (v int);
CREATE TABLE t (id int PRIMARY KEY) INHERITS (parent);
