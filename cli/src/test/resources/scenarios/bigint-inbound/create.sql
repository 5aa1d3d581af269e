CREATE TABLE accounts (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE statuses (id bigserial PRIMARY KEY, account_id int NOT NULL REFERENCES accounts ON DELETE CASCADE, note text);
CREATE INDEX ON statuses (account_id, id DESC);
CREATE TABLE users (id serial PRIMARY KEY, account_id smallint UNIQUE REFERENCES accounts ON DELETE SET NULL DEFERRABLE);
CREATE VIEW spoken AS SELECT a.id, a.name, count(s.id) AS said FROM accounts a LEFT JOIN statuses s ON s.account_id = a.id GROUP BY a.id;
INSERT INTO accounts (name) SELECT 'name ' || g FROM generate_series(1, 300) g;
INSERT INTO statuses (account_id, note) SELECT g % 300 + 1, 'note' FROM generate_series(1, 900) g;
INSERT INTO users (account_id) SELECT g FROM generate_series(1, 300, 2) g;
