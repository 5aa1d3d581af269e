ALTER TABLE "My Schema"."T" ADD COLUMN mood "My Schema".mood DEFAULT 'happy';
UPDATE "My Schema"."T" SET "V" = 'it''s; :id' WHERE id < 10;
CREATE VIEW "My Schema"."Happy" AS SELECT * FROM "My Schema"."T" WHERE mood = 'happy';
GRANT SELECT ON "My Schema"."Happy" TO scenario_reader;
