-- example: 1
CREATE TABLE fresh (id bigint) PARTITION BY RANGE (id);
CREATE TABLE fresh_1 PARTITION OF fresh FOR VALUES FROM (1) TO (2);

-- example: 2
CREATE TABLE part_9 (LIKE parts);

-- example: 3
CREATE TABLE fresh (id bigint);
