UPDATE t SET state = 'done' WHERE id % 10 = 1;
UPDATE t SET n = '6' WHERE id = 99;
UPDATE t SET external_id = 'short', n = '6' WHERE id % 10 = 0;
