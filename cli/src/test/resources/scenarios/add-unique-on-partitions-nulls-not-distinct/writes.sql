INSERT INTO m SELECT max(id) + 1, 5 FROM m;
