CREATE TABLE "Task" (id int PRIMARY KEY, v int, w text);
INSERT INTO "Task" SELECT g, g, 'w' FROM generate_series(1, 20) g;
