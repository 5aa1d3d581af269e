-- example: 1
ALTER DOMAIN email ADD CHECK (value LIKE '%@%');

-- example: 2
ALTER DOMAIN email ADD CONSTRAINT c CHECK (value LIKE '%@%');

-- example: 3
ALTER DOMAIN email SET NOT NULL;
