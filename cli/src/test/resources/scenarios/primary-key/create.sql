CREATE TABLE t (id int CONSTRAINT "t Key" PRIMARY KEY, v text);
INSERT INTO t SELECT g, 'v' FROM generate_series(1, 300) g;
COMMENT ON CONSTRAINT "t Key" ON t IS 'the key';
COMMENT ON INDEX "t Key" IS 'its index';
COMMENT ON COLUMN t.id IS 'the column';
