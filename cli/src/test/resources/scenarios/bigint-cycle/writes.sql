INSERT INTO a (b_id, note) SELECT max(id), 'new' FROM b;
INSERT INTO b (a_id) SELECT max(id) FROM a;
UPDATE a SET b_id = (SELECT min(id) FROM b) WHERE id % 9 = 4;
DELETE FROM a WHERE id % 60 = 7;
