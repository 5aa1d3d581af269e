INSERT INTO "My Schema"."T" (id) SELECT max(id) + 1 FROM "My Schema"."T";
