INSERT INTO "My Schema"."T" SELECT max(id) + 1 FROM "My Schema"."T";
