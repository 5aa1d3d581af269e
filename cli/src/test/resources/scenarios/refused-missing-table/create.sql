CREATE TABLE task_instance (id int PRIMARY KEY, v int, w text);
INSERT INTO task_instance SELECT g, g, 'w' FROM generate_series(1, 20) g;
