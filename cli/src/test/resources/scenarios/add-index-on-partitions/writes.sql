INSERT INTO m SELECT max(id) + 1, '2026-02-02', 'z' FROM m;
