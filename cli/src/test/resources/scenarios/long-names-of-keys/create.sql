CREATE TABLE "Tabelle mit einem Namen, der dreiundsechzig Bytes lang sein kan" (
    "Schlüssel dessen Name so lang ist, dass nichts mehr dazukm" serial PRIMARY KEY, "select" text);
CREATE TABLE "Kind" (id int PRIMARY KEY, t int,
    CONSTRAINT "Fremdschlüssel dessen Name so lang ist, dass nichts hineingeht" FOREIGN KEY (t)
    REFERENCES "Tabelle mit einem Namen, der dreiundsechzig Bytes lang sein kan");
INSERT INTO "Tabelle mit einem Namen, der dreiundsechzig Bytes lang sein kan" ("select") SELECT 'v' FROM generate_series(1, 100);
INSERT INTO "Kind" SELECT g, g FROM generate_series(1, 100, 9) g;
