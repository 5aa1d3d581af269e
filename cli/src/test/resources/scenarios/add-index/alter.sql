CREATE INDEX events_kind_idx ON app.events (lower(kind) text_pattern_ops, "At" DESC NULLS LAST) INCLUDE (id) WHERE body IS NOT NULL;
