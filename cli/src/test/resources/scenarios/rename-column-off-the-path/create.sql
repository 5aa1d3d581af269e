CREATE SCHEMA "My Tables";
CREATE TABLE "My Tables"."Order" (id int PRIMARY KEY, "Code" text COLLATE "C" NOT NULL, note text);
INSERT INTO "My Tables"."Order" SELECT g, 'c' || g, 'note ' || g FROM generate_series(1, 300) g;
CREATE UNIQUE INDEX "Codes" ON "My Tables"."Order" (lower("Code") text_pattern_ops) WHERE note IS NOT NULL;
CREATE INDEX ON "My Tables"."Order" ("Code" DESC) INCLUDE (note);
COMMENT ON COLUMN "My Tables"."Order"."Code" IS 'the code';
ALTER TABLE "My Tables"."Order" ALTER COLUMN "Code" SET STATISTICS 300;
