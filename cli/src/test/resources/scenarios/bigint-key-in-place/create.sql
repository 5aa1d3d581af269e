CREATE TABLE accounts (id bigserial PRIMARY KEY, name text);
CREATE TABLE users (id serial PRIMARY KEY, account_id int NOT NULL REFERENCES accounts ON DELETE CASCADE);
CREATE TABLE blocks (id serial PRIMARY KEY, account_id int REFERENCES accounts, target_account_id int REFERENCES accounts);
INSERT INTO accounts (name) SELECT 'name' FROM generate_series(1, 200) g;
INSERT INTO users (account_id) SELECT g FROM generate_series(1, 200, 2) g;
INSERT INTO blocks (account_id, target_account_id) SELECT g, g + 2 FROM generate_series(2, 198, 2) g;
