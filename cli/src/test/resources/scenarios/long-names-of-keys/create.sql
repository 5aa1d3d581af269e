CREATE TABLE "Tabelle mit einem Namen, der dreiundsechzig Bytes lang sein kann" (
    "Schlüssel dessen Name so lang ist, dass nichts mehr hineinpasst" serial PRIMARY KEY, "select" text);
CREATE TABLE "Kind" (id int PRIMARY KEY, t int,
    CONSTRAINT "Fremdschlüssel dessen Name so lang ist, dass nichts hineingeht" FOREIGN KEY (t)
    REFERENCES "Tabelle mit einem Namen, der dreiundsechzig Bytes lang sein kann");
INSERT INTO "Tabelle mit einem Namen, der dreiundsechzig Bytes lang sein kann" ("select") SELECT 'v' FROM generate_series(1, 100);
INSERT INTO "Kind" SELECT g, g FROM generate_series(1, 100, 9) g;
