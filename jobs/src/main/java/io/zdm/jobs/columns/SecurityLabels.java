package io.zdm.jobs.columns;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Security labels, which tools for masking and mandatory access control set. Only a session that has loaded the provider can
 * set one, and the provider may forbid it; so none is carried over, and nothing that has one gets a second column.
 */
public final class SecurityLabels {

    private SecurityLabels() {}

    /**
     * Those of columns, of each member of the tree.
     *
     * @param why what would become of the label
     */
    public static List<Problem> ofColumns(Planning planning, List<String> columns, String why, String fix) {
        List<Problem> problems = new ArrayList<>();
        for (Planning member : planning.members()) {
            TableSnapshot table = member.table();
            for (String column : columns) {
                int number = table.column(column).orElseThrow().number();
                problems.addAll(of(
                        member,
                        table.ref().oid(),
                        number,
                        table.ref().sql() + "." + Identifier.quote(column),
                        why,
                        fix));
            }
        }
        return problems;
    }

    /** Those of a sequence as a whole. */
    public static List<Problem> ofSequence(Planning planning, SequenceSnapshot sequence, String why, String fix) {
        return of(planning, sequence.oid(), 0, sequence.sql(), why, fix);
    }

    /** @param number of the column, 0 for the whole */
    private static List<Problem> of(
            Planning planning, long relation, int number, String object, String why, String fix) {
        return planning
                .lines("SELECT provider FROM pg_catalog.pg_seclabel WHERE classoid = 'pg_catalog.pg_class'::regclass"
                        + " AND objoid = " + relation + " AND objsubid = " + number + " ORDER BY provider")
                .stream()
                .map(provider -> new Problem(
                        ProblemCode.SECURITY_LABEL,
                        object,
                        object + " carries a security label of the provider " + Identifier.quote(provider) + ", " + why,
                        fix))
                .toList();
    }
}
