CREATE SCHEMA "My Schema";
CREATE TABLE "My Schema"."T" (id bigint PRIMARY KEY, "V" text);
CREATE TYPE "My Schema".mood AS ENUM ('sad');
INSERT INTO "My Schema"."T" SELECT g, 'v' || g FROM generate_series(1, 50) g;
