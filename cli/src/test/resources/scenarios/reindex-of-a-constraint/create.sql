CREATE SCHEMA "My Schema";
CREATE TABLE "My Schema"."T" (id bigint, "V" text, n int, CONSTRAINT "T key" UNIQUE ("V", id) INCLUDE (n) WITH (fillfactor = 50) DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE "My Schema"."T" ADD PRIMARY KEY (id) WITH (fillfactor = 40);
CREATE TABLE "My Schema".referring (t bigint REFERENCES "My Schema"."T");
INSERT INTO "My Schema"."T" SELECT g, 'v' || g, g % 7 FROM generate_series(1, 200) g;
INSERT INTO "My Schema".referring SELECT g FROM generate_series(1, 200) g;
COMMENT ON INDEX "My Schema"."T key" IS 'x';
COMMENT ON CONSTRAINT "T key" ON "My Schema"."T" IS 'y';
