INSERT INTO accounts DEFAULT VALUES;
INSERT INTO visits (account_id, day, page) SELECT max(id), '2026-02-11', 'new' FROM accounts;
UPDATE visits SET day = '2026-02-02' WHERE account_id = 5;
DELETE FROM accounts WHERE id % 40 = 3;
