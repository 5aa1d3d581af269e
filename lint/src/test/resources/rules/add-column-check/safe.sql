-- example: 1
ALTER TABLE orders ADD COLUMN c int;

-- example: 2
ALTER TABLE orders ADD COLUMN c int;
ALTER TABLE orders ADD CONSTRAINT n CHECK (c > 0) NOT VALID;

-- example: 3
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh ADD COLUMN c int CHECK (c > 0);
