UPDATE t SET note = note || '+' WHERE id % 7 = 0;
DELETE FROM t WHERE id = 5;
