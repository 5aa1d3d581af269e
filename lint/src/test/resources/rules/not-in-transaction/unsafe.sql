-- example: 1
BEGIN;
VACUUM orders;
COMMIT;

-- example: 2
BEGIN;
CREATE DATABASE d;
COMMIT;

-- example: 3
BEGIN;
DROP DATABASE d;
COMMIT;

-- example: a tablespace
BEGIN;
CREATE TABLESPACE slow LOCATION '/nowhere';
COMMIT;
