package io.zdm.jobs.addunique;

import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.jobs.online.NameList;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL keeps rows of one table partition alone unique: so the key must tell in which of them a row lies. */
final class PartitionKeys {

    private final AddUnique change;

    PartitionKeys(AddUnique change) {
        this.change = change;
    }

    /** One for each partitioned table of the tree, from the root down, whose own key is not in the wanted one. */
    List<Problem> problems(Planning planning) {
        List<Problem> problems = new ArrayList<>();
        for (Planning member : planning.members()) {
            TableSnapshot of = member.table();
            if (of.kind() != 'p') {
                continue;
            }
            List<String> columns =
                    planning.lines("SELECT coalesce(a.attname, '') FROM pg_catalog.pg_partitioned_table p"
                            + " CROSS JOIN LATERAL unnest(p.partattrs::smallint[]) WITH ORDINALITY k(number, place)"
                            + " LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = k.number"
                            + " AND k.number <> 0 WHERE p.partrelid = "
                            + of.ref().oid() + " ORDER BY k.place");
            if (columns.contains("")) {
                problems.add(problem(
                        of,
                        of.ref().sql()
                                + " is partitioned by an expression, and PostgreSQL makes no unique constraint of"
                                + " such a table",
                        "Add it to each table partition instead: each keeps its own rows unique."));
                continue;
            }
            List<String> missing =
                    columns.stream().filter(c -> !change.columns().contains(c)).toList();
            if (!missing.isEmpty()) {
                problems.add(problem(
                        of,
                        "The key (" + NameList.sql(change.columns()) + ") does not contain " + NameList.sql(missing)
                                + ", by which " + of.ref().sql()
                                + " is partitioned: PostgreSQL would not see duplicates in two table partitions",
                        "Add " + NameList.sql(missing)
                                + " to columns, or add the constraint to each table partition instead."));
            }
        }
        return problems;
    }

    private static Problem problem(TableSnapshot of, String message, String fix) {
        return new Problem(ProblemCode.PARTITION_KEY, of.ref().sql(), message, fix);
    }
}
