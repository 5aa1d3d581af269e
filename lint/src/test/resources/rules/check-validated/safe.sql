-- example: 1
ALTER TABLE orders ADD CONSTRAINT c CHECK (total >= 0) NOT VALID;

-- example: 2
ALTER TABLE orders ADD CONSTRAINT c CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT c;

-- example: 3
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh ADD CHECK (a > 0);

-- example: not enforced
ALTER TABLE orders ADD CONSTRAINT c CHECK (total >= 0) NOT ENFORCED;
