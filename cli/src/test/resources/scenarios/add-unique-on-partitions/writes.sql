INSERT INTO app."M" SELECT max(id) + 1, '2026-02-02', 'a' FROM app."M";
