CREATE TABLE t (id serial PRIMARY KEY, v text);
INSERT INTO t (v) SELECT 'v' FROM generate_series(1, 300) g;

ALTER TABLE t ADD tenant int NOT NULL DEFAULT 1, ADD UNIQUE (tenant, id);
CREATE TABLE child (id int PRIMARY KEY, tenant int, t int, CONSTRAINT child_t FOREIGN KEY (tenant, t) REFERENCES t (tenant, id)
    ON DELETE SET NULL (t));

INSERT INTO child SELECT id, 1, id FROM t WHERE id % 3 = 0;
