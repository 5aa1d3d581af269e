package io.zdm.engine.batch;

import io.zdm.engine.throttle.Signal;
import org.jspecify.annotations.Nullable;

/** What is asked for from other terminals and machines: a pause, a hold, other tuning, to finalize. A part heeds what its whole does. */
final class Steering implements Signal {

    private static final String ASKED = """
            SELECT CASE WHEN asked.paused THEN format('paused: zdm-batch resume %s lets it go on', asked.id)
                        WHEN asked.hold_until > clock_timestamp() THEN format('held until %s', asked.hold_until) END AS reason,
                   asked.tuning::text AS tuning, coalesce(asked.request, '') = 'finalize' AS finalizing
            FROM zdm.change c JOIN zdm.change asked ON asked.id = coalesce(c.part_of, c.id) WHERE c.id = ?
            """;

    private final RunContext context;
    private @Nullable String tuning;

    Steering(RunContext context) {
        this.context = context;
    }

    private record Asked(@Nullable String reason, String tuning, boolean finalizing) {}

    @Override
    public String code() {
        return "asked";
    }

    @Override
    public String name() {
        return "what was asked for";
    }

    @Override
    public @Nullable String busy() {
        Asked asked = context.database()
                .first(
                        ASKED,
                        (row, n) -> new Asked(
                                row.getString("reason"), row.getString("tuning"), row.getBoolean("finalizing")),
                        context.id());
        if (asked == null) {
            return null;
        }
        context.finalizing(asked.finalizing());
        if (tuning != null && !tuning.equals(asked.tuning())) {
            context.retune(context.store().tuning(context.id()));
        }
        tuning = asked.tuning();
        return asked.reason();
    }
}
