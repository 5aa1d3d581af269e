-- Changes of change files wait here until an engine picks them, whichever machine it is on. What a change is and how far it is
-- stands where it stands for every change; this is the order, and what keeps an engine from picking it.
CREATE TABLE zdm.queue (
    change_id bigint PRIMARY KEY REFERENCES zdm.change (id) ON DELETE CASCADE,
    priority integer NOT NULL DEFAULT 0,
    -- Of its tables when it was queued: the largest are picked first.
    size_bytes bigint NOT NULL,
    -- Others came before it: when its turn comes it is planned again.
    plan_anew boolean NOT NULL,
    most_attempts integer NOT NULL CHECK (most_attempts > 0),
    attempts integer NOT NULL DEFAULT 0,
    begun_at timestamptz,
    -- Behind all others of its tables: the columns are swapped, and only its contract is left.
    last boolean NOT NULL DEFAULT false,
    -- Nobody picks it until it is applied again; it holds its place.
    set_aside text CHECK (set_aside IN ('stopped', 'failed', 'refused')),
    problems jsonb,
    done_at timestamptz
);
CREATE INDEX queue_open ON zdm.queue (change_id) WHERE done_at IS NULL;

-- The tables that it occupies: its own, those of its parts, and those that it locks together with them.
CREATE TABLE zdm.queue_table (
    table_oid oid NOT NULL,
    change_id bigint NOT NULL REFERENCES zdm.queue (change_id) ON DELETE CASCADE,
    PRIMARY KEY (change_id, table_oid)
);

-- What must be done before it, on whatever table.
CREATE TABLE zdm.queue_after (
    change_id bigint NOT NULL REFERENCES zdm.queue (change_id) ON DELETE CASCADE,
    after_id bigint NOT NULL REFERENCES zdm.queue (change_id) ON DELETE CASCADE,
    PRIMARY KEY (change_id, after_id)
);
CREATE INDEX queue_after_reverse ON zdm.queue_after (after_id);

-- Who had which table from when to when. The advisory lock decides; this proves that it decided well: never two at a time.
-- A range of one OID, for which GiST has an operator class without an extension.
CREATE TABLE zdm.ownership (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    change_id bigint NOT NULL REFERENCES zdm.change (id) ON DELETE CASCADE,
    table_oid oid NOT NULL,
    host text NOT NULL,
    pid bigint NOT NULL,
    backend_pid integer NOT NULL,
    during tstzrange NOT NULL,
    CONSTRAINT one_owner EXCLUDE USING gist (int8range(table_oid::bigint, table_oid::bigint, '[]') WITH &&, during WITH &&)
);
CREATE INDEX ownership_change ON zdm.ownership (change_id);
