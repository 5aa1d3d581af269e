INSERT INTO accounts (name) VALUES ('new');
INSERT INTO statuses (account_id, note) SELECT max(id), 'new' FROM accounts;
UPDATE statuses SET account_id = (SELECT min(id) FROM accounts) WHERE id % 7 = 0;
DELETE FROM accounts WHERE id % 50 = 3;
