CREATE TABLE t (id int NOT NULL, v int, w text) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (100);
CREATE TABLE t_2 (w text, gone int, v int, id int NOT NULL);
ALTER TABLE t_2 DROP COLUMN gone;
ALTER TABLE t ATTACH PARTITION t_2 FOR VALUES FROM (100) TO (200);
CREATE TABLE t_rest PARTITION OF t DEFAULT PARTITION BY LIST (w);
CREATE TABLE t_rest_1 PARTITION OF t_rest DEFAULT;
INSERT INTO t (id, v, w) SELECT g, g, 'w' || g % 7 FROM generate_series(1, 300) g;
CREATE PUBLICATION by_root FOR TABLE t (v, id) WITH (publish_via_partition_root, publish = 'insert');
CREATE PUBLICATION filtered FOR TABLE t WHERE (v > 3) WITH (publish_via_partition_root, publish = 'insert');
CREATE PUBLICATION leaves FOR TABLE t_1 (id, v), t_2 (v) WHERE (v > 5), t_rest_1 WITH (publish = 'insert');
CREATE PUBLICATION whole FOR TABLE t WITH (publish = 'insert');

