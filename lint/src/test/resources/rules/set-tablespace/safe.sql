-- example: 1
CREATE TABLE fresh (a int) TABLESPACE pg_default;

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh SET TABLESPACE pg_default;

-- example: 3
CREATE INDEX CONCURRENTLY i ON orders (total) TABLESPACE pg_default;
