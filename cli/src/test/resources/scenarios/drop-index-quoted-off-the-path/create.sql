CREATE SCHEMA "My Schema";
CREATE TABLE "My Schema"."T" (id bigint PRIMARY KEY, "V" text, n int);
CREATE TABLE public."T" (id bigint);
CREATE INDEX "I d x" ON public."T" (id);
INSERT INTO "My Schema"."T" SELECT g, 'v' || g, g % 7 FROM generate_series(1, 200) g;
CREATE INDEX "I d x" ON "My Schema"."T" USING btree (lower("V") text_pattern_ops DESC, n) INCLUDE (id) WITH (fillfactor = 55) WHERE n IS NOT NULL;
ALTER INDEX "My Schema"."I d x" ALTER COLUMN 1 SET STATISTICS 77;
COMMENT ON INDEX "My Schema"."I d x" IS 'to go';
