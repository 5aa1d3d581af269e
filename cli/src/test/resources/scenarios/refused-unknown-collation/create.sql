CREATE TABLE t (id int PRIMARY KEY, v varchar(40), n int);
