-- Steps that nothing in the catalog tells the end of, as the user's own statements: written in their transactions.
CREATE TABLE zdm.step_done (
    change_id bigint NOT NULL REFERENCES zdm.change (id) ON DELETE CASCADE,
    step text NOT NULL,
    done_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (change_id, step)
);
