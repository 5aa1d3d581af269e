-- A table with a composite key, awkward names, and everything on the column that this kind of change carries over.
CREATE SCHEMA app;
CREATE TABLE app.kind (word text PRIMARY KEY);
INSERT INTO app.kind SELECT 'kind ' || g FROM generate_series(0, 9) g;
CREATE TABLE app."Task's `log`" (
    tenant integer,
    id text COLLATE "C",
    "the: word" text NOT NULL DEFAULT 'kind 1' CONSTRAINT "word's check" CHECK ("the: word" <> E'a\\b' AND length("the: word") < 5000),
    size integer,
    CONSTRAINT log_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT log_word_key UNIQUE ("the: word", id, tenant) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT log_word_fkey FOREIGN KEY ("the: word") REFERENCES app.kind (word) ON UPDATE CASCADE);
COMMENT ON COLUMN app."Task's `log`"."the: word" IS 'what it''s called; `x` \ {{id}}';
COMMENT ON CONSTRAINT "word's check" ON app."Task's `log`" IS 'no; backslash';
ALTER TABLE app."Task's `log`" ALTER COLUMN "the: word" SET STATISTICS 300;
GRANT SELECT ("the: word") ON app."Task's `log`" TO PUBLIC;
CREATE INDEX log_lower ON app."Task's `log`" (lower("the: word")) WHERE "the: word" <> '';
CREATE INDEX log_desc ON app."Task's `log`" ("the: word" DESC NULLS LAST, tenant) INCLUDE (size) WITH (fillfactor = 70);
CREATE INDEX log_hash ON app."Task's `log`" USING hash ("the: word");
COMMENT ON INDEX app.log_desc IS 'newest';
CREATE STATISTICS app.log_stats (dependencies, ndistinct) ON tenant, "the: word" FROM app."Task's `log`";
CREATE FUNCTION app.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the backfill fired %', TG_NAME; END $$;
CREATE TRIGGER "it's mine" AFTER UPDATE ON app."Task's `log`" FOR EACH ROW WHEN (OLD.size IS DISTINCT FROM 7 AND NEW."the: word" = OLD."the: word") EXECUTE FUNCTION app.f('it''s');
CREATE TRIGGER every BEFORE UPDATE ON app."Task's `log`" FOR EACH ROW WHEN (OLD.id <> 'id 1') EXECUTE FUNCTION app.f();
CREATE VIEW app.words WITH (security_barrier) AS SELECT id, "the: word" || ':x' AS word, "the: word" FROM app."Task's `log`";
CREATE VIEW app.above AS SELECT word FROM app.words;
GRANT SELECT ON app.words TO PUBLIC;
COMMENT ON VIEW app.above IS 'what''s `x` \ {{id}} :y above';
CREATE POLICY mine ON app."Task's `log`" USING ("the: word" <> '');
