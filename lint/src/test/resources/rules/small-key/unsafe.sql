-- example: 1
CREATE TABLE t (id int PRIMARY KEY);

-- example: 2
CREATE TABLE t (id serial PRIMARY KEY, a text);

-- example: 3
CREATE TABLE t (id smallint NOT NULL PRIMARY KEY);

-- example: its other name
CREATE TABLE t (id serial2 PRIMARY KEY);
