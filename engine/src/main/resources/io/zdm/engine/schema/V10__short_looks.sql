-- A look at one change takes the server milliseconds to plan and nothing to answer: what is planned at every look is made
-- small, and what is asked again and again in a session is planned once in it.

-- What change_parts was, for one change: planned where there are parts only. Shows what the view shows, to whom may read it.
CREATE FUNCTION zdm.parts_of(whole bigint, OUT begun boolean, OUT rolled_back boolean, OUT swapped boolean,
    OUT crashed boolean, OUT failed boolean, OUT swapped_at timestamptz, OUT swap_lock_millis double precision,
    OUT swap_attempts integer, OUT phase_now text, OUT phase_last text, OUT throttle text, OUT rows_total bigint,
    OUT tables jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
    SELECT bool_or(a.state <> 'QUEUED'), bool_and(a.state = 'ROLLED_BACK'),
           bool_and(c.direction = 'forward' AND c.swapped_at IS NOT NULL), bool_or(a.state = 'CRASHED'),
           bool_or(a.state = 'FAILED'), max(c.swapped_at), max(a.swap_lock_millis), max(a.swap_attempts),
           max(nullif(a.phase, '')) FILTER (WHERE a.live),
           (array_agg(nullif(a.phase, '') ORDER BY c.updated_at DESC) FILTER (WHERE a.phase <> ''))[1],
           max(a.throttle), sum((c.plan -> 'estimate' ->> 'rows')::bigint)::bigint,
           jsonb_agg(c.plan -> 'members' ORDER BY c.part)
    INTO begun, rolled_back, swapped, crashed, failed, swapped_at, swap_lock_millis, swap_attempts, phase_now, phase_last,
         throttle, rows_total, tables
    FROM zdm.change c JOIN zdm.change_alone a USING (id)
    WHERE c.part_of = whole;
END
$$;

CREATE OR REPLACE VIEW zdm.change_parts AS
SELECT w.part_of AS id, p.*
FROM (SELECT c.part_of FROM zdm.change c WHERE c.part_of IS NOT NULL GROUP BY c.part_of) w
CROSS JOIN LATERAL zdm.parts_of(w.part_of) p;

-- The executions of a change are found without reading those of all others.
CREATE INDEX batch_job_execution_params_change ON zdm.batch_job_execution_params ((parameter_value::bigint))
WHERE parameter_name = 'change';

CREATE OR REPLACE FUNCTION zdm.note_transition(change bigint, what text, was text, why text) RETURNS void
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    INSERT INTO zdm.transition (change_id, event, from_state, to_state, phase, reason)
    SELECT s.id, what,
           coalesce(was, (SELECT t.to_state FROM zdm.transition t WHERE t.change_id = s.id ORDER BY t.id DESC LIMIT 1)),
           s.state, nullif(s.phase, ''), why
    FROM zdm.change_status s WHERE s.id = change;
END
$$;
