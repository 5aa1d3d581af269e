CREATE TABLE tasks (id bigint PRIMARY KEY, a int, b int, UNIQUE (a, b));
CREATE TABLE spans (id bigint PRIMARY KEY, task_id bigint, a int, b int);
INSERT INTO tasks SELECT g, g, g FROM generate_series(1, 50) g;
INSERT INTO spans SELECT g, nullif(g % 50, 0), g % 50 + 1, g % 50 + 1 FROM generate_series(1, 300) g;
