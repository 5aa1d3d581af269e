CREATE TABLE base (id bigint PRIMARY KEY, n int);
CREATE TABLE child () INHERITS (base);
INSERT INTO base VALUES (1, 1); INSERT INTO child VALUES (2, -5);
