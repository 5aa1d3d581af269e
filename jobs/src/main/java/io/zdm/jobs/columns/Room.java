package io.zdm.jobs.columns;

import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a table takes more columns. PostgreSQL numbers at most 1,600 in a table's life (MaxHeapAttributeNumber), and never
 * gives the number of a dropped one again; an empty twin, which has none of those, would not tell.
 */
public final class Room {

    private static final int MOST = 1_600;

    private Room() {}

    /** @param names of the columns to be added to each member of the tree; one that is there needs no room */
    public static List<Problem> problems(Planning planning, List<String> names) {
        List<Problem> problems = new ArrayList<>();
        for (Planning member : planning.members()) {
            TableSnapshot table = member.table();
            long more = names.stream().filter(n -> table.column(n).isEmpty()).count();
            int numbered = Integer.parseInt(member.lines("SELECT relnatts::text FROM pg_catalog.pg_class WHERE oid = "
                            + table.ref().oid())
                    .get(0));
            if (numbered + more > MOST) {
                problems.add(new Problem(
                        ProblemCode.TOO_MANY_COLUMNS,
                        table.ref().sql(),
                        table.ref().sql() + " has had " + numbered + " columns, dropped ones among them, and " + more
                                + " more are needed; PostgreSQL numbers at most " + MOST + " in a table's life",
                        "Make the table anew, which forgets the dropped ones."));
            }
        }
        return problems;
    }
}
