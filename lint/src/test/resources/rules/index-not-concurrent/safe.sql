-- example: 1
CREATE INDEX CONCURRENTLY i ON orders (total);

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
CREATE INDEX i ON fresh (a);

-- example: 3
CREATE TABLE public.fresh (a int);
CREATE UNIQUE INDEX ON fresh (a);

-- example: of the partitioned table alone
CREATE INDEX i ON ONLY parts (id);
