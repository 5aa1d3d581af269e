INSERT INTO o (id, note) SELECT 103, 'new' WHERE NOT EXISTS (SELECT FROM o WHERE id = 103);
UPDATE o SET note = note || '+' WHERE id % 7 = 0;
DELETE FROM o WHERE id = 5;
DELETE FROM users WHERE id > 45;
