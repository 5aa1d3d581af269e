-- example: 1
ALTER TABLE orders ADD COLUMN c numeric;

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh ADD c int GENERATED ALWAYS AS (a * 2) STORED;

-- example: 3
CREATE TABLE fresh (a int, c int GENERATED ALWAYS AS (a * 2) STORED);

-- example: the expression goes
ALTER TABLE figures ALTER COLUMN b DROP EXPRESSION;
