CREATE TABLE tree (id int PRIMARY KEY, parent int);
INSERT INTO tree SELECT g, nullif(g / 2, 0) FROM generate_series(1, 60) g;
