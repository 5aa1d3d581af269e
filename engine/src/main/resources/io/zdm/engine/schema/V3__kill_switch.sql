-- The kill switch: while the row is there every engine stops at its next chunk, and none begins. A row can be put in and
-- taken out by hand.
CREATE TABLE zdm.halt (
    on_or_absent boolean PRIMARY KEY DEFAULT true CHECK (on_or_absent),
    reason text NOT NULL DEFAULT '',
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    by text NOT NULL DEFAULT session_user
);
