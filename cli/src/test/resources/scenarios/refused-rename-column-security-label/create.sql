CREATE TABLE t (id int PRIMARY KEY, name text);
SELECT label('t', 2);
