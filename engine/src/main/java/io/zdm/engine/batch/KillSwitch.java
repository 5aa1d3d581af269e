package io.zdm.engine.batch;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.postgres.Database;
import java.time.OffsetDateTime;
import java.util.Optional;

/** One switch for a whole database: while it is on, every change stops at its next chunk and none begins. */
public final class KillSwitch {

    private static final String OFF = "See that its reason is gone, then zdm-batch halt --off.";
    private static final String ON = "SELECT reason, since, by FROM zdm.halt";

    private final Database database;

    /** @param database which may have no schema zdm yet, or an older one */
    public KillSwitch(Database database) {
        this.database = database;
    }

    /**
     * That it is on.
     *
     * @param by the database's user
     */
    public record On(String reason, OffsetDateTime since, String by) {

        @Override
        public String toString() {
            return "the kill switch is on since " + since + " (by " + by + (reason.isEmpty() ? "" : ": " + reason)
                    + ")";
        }
    }

    /** In a database whose schema zdm has this version. */
    public Optional<On> on() {
        return Optional.ofNullable(database.first(
                ON,
                (row, n) -> new On(
                        row.getString("reason"), row.getObject("since", OffsetDateTime.class), row.getString("by"))));
    }

    private Optional<On> onWhereItIs() {
        return database.isTrue("SELECT to_regclass('zdm.halt') IS NULL") ? Optional.empty() : on();
    }

    /** Changes nothing where it is on already. */
    public void turnOn(String reason) {
        database.update("INSERT INTO zdm.halt (reason) VALUES (?) ON CONFLICT DO NOTHING", reason);
    }

    public void turnOff() {
        database.execute("DELETE FROM zdm.halt");
    }

    /** What is said to one who would begin a change now. */
    Optional<Problem> problem() {
        return onWhereItIs().map(on -> new Problem(ProblemCode.HALTED, "zdm.halt", "Nothing is begun: " + on, OFF));
    }

    /** What is said to one who would go on with a change now. */
    Optional<EngineException> refusal() {
        return onWhereItIs()
                .map(on -> new EngineException(ErrorCode.NOT_POSSIBLE_NOW, "Nothing is begun: " + on, false, OFF));
    }
}
