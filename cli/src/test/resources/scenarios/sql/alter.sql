-- a default; and a comment
ALTER TABLE t ALTER COLUMN v SET DEFAULT 'a;b';
/* another; one */ ALTER TABLE t ADD COLUMN later int;
COMMENT ON COLUMN t.later IS $$it's; later$$;
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$ BEGIN RETURN 1; END; $body$;
