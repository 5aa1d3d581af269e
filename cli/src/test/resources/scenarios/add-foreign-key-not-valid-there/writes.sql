INSERT INTO spans (id, task_id) SELECT max(id) + 1, 3 FROM spans;
INSERT INTO tasks (id) SELECT max(id) + 1 FROM tasks;
DELETE FROM spans WHERE id = 7;
