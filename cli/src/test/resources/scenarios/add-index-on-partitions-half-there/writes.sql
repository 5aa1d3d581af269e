INSERT INTO m SELECT max(id) + 1, '2026-01-02', 'z' FROM m;
