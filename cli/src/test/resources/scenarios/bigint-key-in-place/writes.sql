INSERT INTO accounts (name) VALUES ('new');
INSERT INTO users (account_id) SELECT max(id) FROM accounts;
INSERT INTO blocks (account_id, target_account_id) SELECT 1, max(id) FROM accounts;
DELETE FROM users WHERE id % 30 = 1;
