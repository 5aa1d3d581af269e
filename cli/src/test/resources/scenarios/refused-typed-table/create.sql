CREATE TYPE row_type AS (id int, v int);
CREATE TABLE t OF row_type (PRIMARY KEY (id));
