-- example: 1
ALTER TABLE orders ADD COLUMN c int NOT NULL DEFAULT 0;

-- example: 2
ALTER TABLE orders ADD COLUMN c int;

-- example: 3
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh ADD COLUMN c int NOT NULL;

-- example: a generated value
ALTER TABLE orders ADD COLUMN c numeric GENERATED ALWAYS AS (7) STORED NOT NULL;

-- example: an identity
ALTER TABLE orders ADD COLUMN c bigint NOT NULL GENERATED ALWAYS AS IDENTITY;

-- example: a serial
ALTER TABLE orders ADD COLUMN c bigserial NOT NULL;
