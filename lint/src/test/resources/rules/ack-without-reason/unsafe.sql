-- example: 1
-- migration-unsafe-ack:
DROP TABLE orders;

-- example: 2
-- migration-unsafe-ack
DROP TABLE orders;

-- example: 3
/* migration-unsafe-ack: */
DROP TABLE orders;
