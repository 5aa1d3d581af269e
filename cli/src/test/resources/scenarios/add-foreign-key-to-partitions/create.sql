CREATE TABLE tasks (id bigint PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE tasks_1 PARTITION OF tasks FOR VALUES FROM (0) TO (20);
CREATE TABLE tasks_2 PARTITION OF tasks DEFAULT;
INSERT INTO tasks SELECT g FROM generate_series(1, 50) g;
CREATE TABLE s (id bigint PRIMARY KEY, task_id bigint);
INSERT INTO s SELECT g, 1 + g % 50 FROM generate_series(1, 200) g;
