CREATE INDEX "Docs Words" ON docs USING gin (words) WITH (fastupdate = off);
