CREATE TABLE "100 % of %s" (id int PRIMARY KEY, "50 %n" int NOT NULL, "%d" int);
INSERT INTO "100 % of %s" SELECT g, g, NULL FROM generate_series(1, 300) g;
ALTER TABLE "100 % of %s" ADD CONSTRAINT "disc_%_ok" CHECK ("50 %n" <> 200) NOT VALID;
