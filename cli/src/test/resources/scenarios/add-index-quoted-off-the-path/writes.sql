INSERT INTO "My Schema"."T b l" SELECT max(id) + 1, 'w' FROM "My Schema"."T b l";
