CREATE TABLE t (id int PRIMARY KEY, v int);
CREATE TABLE other (id int, v int);
CREATE TABLE child (PRIMARY KEY (id)) INHERITS (t, other);
