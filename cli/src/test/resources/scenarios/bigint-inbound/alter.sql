DROP VIEW spoken;
ALTER TABLE statuses ALTER COLUMN account_id TYPE bigint;
ALTER TABLE users ALTER COLUMN account_id TYPE bigint;
ALTER TABLE accounts ALTER COLUMN id TYPE bigint;
ALTER SEQUENCE accounts_id_seq AS bigint;
CREATE VIEW spoken AS SELECT a.id, a.name, count(s.id) AS said FROM accounts a LEFT JOIN statuses s ON s.account_id = a.id GROUP BY a.id;
