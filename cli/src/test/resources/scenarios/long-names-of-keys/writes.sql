INSERT INTO "Tabelle mit einem Namen, der dreiundsechzig Bytes lang sein kan" ("select") VALUES ('new');
INSERT INTO "Kind" SELECT max(id) + 1, 50 FROM "Kind";
