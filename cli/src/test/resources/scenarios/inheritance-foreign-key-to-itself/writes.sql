INSERT INTO t (id, up) SELECT max(id) + 1, 11 FROM ONLY t;
UPDATE child SET id = -id WHERE id = (SELECT max(up) FROM child WHERE up < 20);
