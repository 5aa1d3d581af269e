INSERT INTO "My Schema"."T" SELECT max(id) + 1, 'w' FROM "My Schema"."T";
