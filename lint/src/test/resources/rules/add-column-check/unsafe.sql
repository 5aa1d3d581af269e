-- example: 1
ALTER TABLE orders ADD COLUMN c int CHECK (c > 0);

-- example: 2
ALTER TABLE orders ADD COLUMN c int DEFAULT 1 CHECK (c > 0);

-- example: 3
ALTER TABLE orders ADD COLUMN c int CONSTRAINT n CHECK (c > 0);

-- example: of a domain
CREATE DOMAIN adult AS int CHECK (VALUE >= 18);
ALTER TABLE orders ADD COLUMN age adult;

-- example: of a domain that is NOT NULL
CREATE DOMAIN filled AS text NOT NULL;
ALTER TABLE orders ADD COLUMN c filled DEFAULT 'x';
