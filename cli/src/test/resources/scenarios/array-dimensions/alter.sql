ALTER TABLE t ALTER COLUMN v TYPE bigint[][], ALTER COLUMN w TYPE varchar(20)[][][], ALTER COLUMN x TYPE bigint[];
