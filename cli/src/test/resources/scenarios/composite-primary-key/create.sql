CREATE TABLE t (a int NOT NULL, b text, c int, v text, CONSTRAINT t_key PRIMARY KEY (b, a, c));
INSERT INTO t SELECT g, 'b' || g % 10, g, 'v' FROM generate_series(1, 300) g;
CREATE TABLE child (id int PRIMARY KEY, a int, b text, c int,
    CONSTRAINT child_t FOREIGN KEY (b, a, c) REFERENCES t (b, a, c) MATCH FULL ON UPDATE CASCADE ON DELETE CASCADE);
INSERT INTO child SELECT a, a, b, c FROM t WHERE a % 3 = 0;
INSERT INTO child VALUES (1000);
