-- example: 1
ALTER TABLE orders ADD COLUMN c int NOT NULL DEFAULT 0;

-- example: 2
ALTER TABLE orders ADD COLUMN c int;

-- example: 3
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh ADD COLUMN c int NOT NULL;
