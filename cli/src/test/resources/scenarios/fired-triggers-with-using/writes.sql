UPDATE t SET w = w;
UPDATE t SET w = 'other' WHERE id % 10 = 2;
DELETE FROM t WHERE id = (SELECT min(id) FROM t);
