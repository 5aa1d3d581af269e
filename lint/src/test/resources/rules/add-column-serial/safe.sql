-- example: 1
ALTER TABLE orders ADD COLUMN c bigint;

-- example: 2
CREATE TABLE fresh (id bigserial);

-- example: 3
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh ADD COLUMN c serial;
