CREATE SCHEMA a; CREATE SCHEMA b;
CREATE TABLE a.t (id int PRIMARY KEY, v text);
CREATE TABLE b.t (id int PRIMARY KEY, v text);
CREATE TABLE t (id int PRIMARY KEY, v text);
CREATE INDEX t_v ON a.t (v); CREATE INDEX t_v ON b.t (v); CREATE INDEX t_v ON t (v);
INSERT INTO b.t SELECT g, 'v' || g FROM generate_series(1, 100) g;
CREATE DOMAIN b.short AS varchar(30);
