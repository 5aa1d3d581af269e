-- example: 1
-- migration-unsafe-ack: why
SELECT 1;

-- example: 2
SELECT 1;
-- migration-unsafe-ack: why
SELECT 2;

-- example: 3
SELECT 1;
-- migration-unsafe-ack: why
