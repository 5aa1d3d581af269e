-- example: 1
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
CREATE TRIGGER t BEFORE UPDATE ON fresh FOR EACH ROW EXECUTE FUNCTION touch();

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh DISABLE TRIGGER ALL;

-- example: 3
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';

-- example: dropped from a new table
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
CREATE TRIGGER t BEFORE UPDATE ON fresh FOR EACH ROW EXECUTE FUNCTION touch();
DROP TRIGGER t ON fresh;
