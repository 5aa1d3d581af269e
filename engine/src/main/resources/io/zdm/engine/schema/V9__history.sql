-- How each change went, and what its chunks took: for people and reports. The engine itself reads none of it, but for the
-- time left.

-- finalize: the owner minds no throttle, window, hold or pause from its next chunk on. Forgotten with the run.
ALTER TABLE zdm.change DROP CONSTRAINT change_request_check;
ALTER TABLE zdm.change ADD CONSTRAINT change_request_check CHECK (request IN ('stop', 'finalize'));

ALTER TABLE zdm.owner ADD COLUMN stop_cost text;
COMMENT ON COLUMN zdm.owner.stop_cost IS
    'what a stop would lose now; empty where it is one chunk at most; NULL where nothing is known';

CREATE TABLE zdm.transition (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    change_id bigint NOT NULL REFERENCES zdm.change (id) ON DELETE CASCADE,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    event text NOT NULL CHECK (event IN ('queued', 'begun', 'phase', 'swapped', 'ended', 'stop-requested',
        'finalize-requested', 'paused', 'resumed', 'held', 'released', 'tuned')),
    from_state text,
    to_state text NOT NULL,
    phase text,
    reason text,
    by_role text NOT NULL DEFAULT session_user,
    by_client text NOT NULL DEFAULT concat_ws(' at ', nullif(current_setting('application_name'), ''),
        coalesce(pg_catalog.host(inet_client_addr()), 'the server itself'))
);
CREATE INDEX transition_change ON zdm.transition (change_id, id);
COMMENT ON TABLE zdm.transition IS 'What became of each change: requests, runs, phases. Kept as long as the change';
COMMENT ON COLUMN zdm.transition.from_state IS
    'the state before: of a run that begins as it was found, else that of the row before; NULL for the first';
COMMENT ON COLUMN zdm.transition.to_state IS 'the state after; the same where an event leaves it as it is';
COMMENT ON COLUMN zdm.transition.phase IS 'where the change was; of the event phase the one that begins';
COMMENT ON COLUMN zdm.transition.reason IS 'why, for people: who runs it, what went wrong, until when it is held';
COMMENT ON COLUMN zdm.transition.by_role IS 'the role of the session that brought it about';
COMMENT ON COLUMN zdm.transition.by_client IS 'that session''s application and address';

CREATE TABLE zdm.chunk (
    change_id bigint NOT NULL REFERENCES zdm.change (id) ON DELETE CASCADE,
    partition text NOT NULL,
    at timestamptz NOT NULL,
    rows bigint NOT NULL,
    millis bigint NOT NULL,
    wait_millis bigint NOT NULL,
    wait_reason text,
    error text
);
CREATE INDEX chunk_change ON zdm.chunk (change_id, at);
COMMENT ON TABLE zdm.chunk IS
    'What each chunk of the backfill took. Written by its worker about once a second; kept for --keep-chunks';
COMMENT ON COLUMN zdm.chunk.partition IS 'which partition of the backfill it is of';
COMMENT ON COLUMN zdm.chunk.at IS 'when it ended';
COMMENT ON COLUMN zdm.chunk.rows IS 'rows that it wrote; a range is visited twice, by two chunks';
COMMENT ON COLUMN zdm.chunk.millis IS 'from its first statement to its commit, earlier attempts included';
COMMENT ON COLUMN zdm.chunk.wait_millis IS 'what it waited before that';
COMMENT ON COLUMN zdm.chunk.wait_reason IS 'for what, where it is known';
COMMENT ON COLUMN zdm.chunk.error IS 'why rows of it were set aside; NULL where none were';

-- The state after it is what the view says now.
CREATE FUNCTION zdm.note_transition(change bigint, what text, was text, why text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO zdm.transition (change_id, event, from_state, to_state, phase, reason)
    SELECT s.id, what,
           coalesce(was, (SELECT t.to_state FROM zdm.transition t WHERE t.change_id = s.id ORDER BY t.id DESC LIMIT 1)),
           s.state, nullif(s.phase, ''), why
    FROM zdm.change_status s WHERE s.id = change
$$;

-- Requests are noted with what they ask for, whoever makes them; also those made by hand.
CREATE FUNCTION zdm.note_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM zdm.note_transition(NEW.id, 'queued', NULL, NULL);
        RETURN NULL;
    END IF;
    IF NEW.request IS DISTINCT FROM OLD.request AND NEW.request IS NOT NULL THEN
        PERFORM zdm.note_transition(NEW.id, NEW.request || '-requested', NULL, NULL);
    END IF;
    IF NEW.paused <> OLD.paused THEN
        PERFORM zdm.note_transition(NEW.id, CASE WHEN NEW.paused THEN 'paused' ELSE 'resumed' END, NULL, NULL);
    END IF;
    IF NEW.hold_until IS DISTINCT FROM OLD.hold_until THEN
        PERFORM zdm.note_transition(NEW.id, CASE WHEN NEW.hold_until IS NULL THEN 'released' ELSE 'held' END, NULL,
            'until ' || NEW.hold_until);
    END IF;
    RETURN NULL;
END
$$;
-- Not at other columns: the swap writes some of them while its lock is held.
CREATE TRIGGER note_request AFTER INSERT OR UPDATE OF request, paused, hold_until ON zdm.change
    FOR EACH ROW EXECUTE FUNCTION zdm.note_request();
