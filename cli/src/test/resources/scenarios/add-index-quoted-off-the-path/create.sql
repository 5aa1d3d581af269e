CREATE SCHEMA "My Schema";
CREATE TABLE "My Schema"."T b l" (id bigint PRIMARY KEY, "V,v" text COLLATE "C", r int4range);
CREATE TABLE public."T b l" (id bigint);
INSERT INTO "My Schema"."T b l" SELECT g, 'v' || g, int4range(g, g + 2) FROM generate_series(1, 200) g;
