-- example: 1
ALTER TABLE orders ADD CONSTRAINT n CHECK (total IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT n;
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;

-- example: 2
ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;

-- example: 3
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh ALTER a SET NOT NULL;

-- example: the proof may go afterwards
ALTER TABLE orders ADD CONSTRAINT n CHECK (total IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT n;
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT n;
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;

-- example: the key of the table
CREATE TABLE IF NOT EXISTS customers (id bigint, PRIMARY KEY (id));
ALTER TABLE customers ALTER id SET NOT NULL;
