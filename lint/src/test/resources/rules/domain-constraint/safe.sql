-- example: 1
ALTER DOMAIN email ADD CONSTRAINT c CHECK (value LIKE '%@%') NOT VALID;

-- example: 2
ALTER DOMAIN email DROP NOT NULL;

-- example: 3
CREATE DOMAIN d AS text;
ALTER DOMAIN d ADD CHECK (value <> '');
