package io.zdm.jobs.addforeignkey;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot.ForeignKey;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.ValueCheck;
import io.zdm.jobs.online.NameList;
import io.zdm.jobs.online.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The foreign key that is wanted, as PostgreSQL understood it.
 *
 * @param tried as it stood between the two twins
 */
record Wanted(AddForeignKey change, Planning planning, Planning other, ForeignKey tried) {

    TableSnapshot table() {
        return planning.table();
    }

    String referenced() {
        return other.table().ref().sql();
    }

    /** As PostgreSQL prints it with empty search_path. */
    String definition() {
        return "FOREIGN KEY (" + NameList.sql(tried.columns()) + ") REFERENCES " + referenced() + "("
                + NameList.sql(tried.referencedColumns()) + ")" + tried.actions() + tried.deferral();
    }

    boolean isSame(ConstraintSnapshot there) {
        ForeignKey key = there.foreignKey();
        return key != null
                && there.enforced()
                && key.columns().equals(tried.columns())
                && key.referencedOid() == other.table().ref().oid()
                && key.referencedColumns().equals(tried.referencedColumns())
                && key.actions().equals(tried.actions())
                && key.setColumns().equals(tried.setColumns())
                && key.deferral().equals(tried.deferral());
    }

    /** What the twins cannot tell. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        String rights = "SELECT 'no' WHERE NOT (pg_catalog.has_table_privilege(" + Identifier.literal(referenced())
                + ", 'REFERENCES') AND pg_catalog.has_table_privilege(" + Identifier.literal(referenced())
                + ", 'UPDATE, DELETE, TRUNCATE'))";
        if (!planning.lines(rights).isEmpty()) {
            problems.add(new Problem(
                    ProblemCode.MISSING_PRIVILEGE,
                    referenced(),
                    "This role may not make foreign keys to " + referenced() + ", or not lock it: that takes"
                            + " REFERENCES, and UPDATE or DELETE",
                    "Grant them, or run as a role that has them."));
        }
        if (table().persistence() == 'p' && other.table().persistence() != 'p') {
            problems.add(new Problem(
                    ProblemCode.REHEARSAL_FAILED,
                    referenced(),
                    "A table that is logged can only refer to one that is, and " + referenced() + " is not",
                    "ALTER TABLE … SET LOGGED first."));
        }
        if (table().kind() == 'p' && !change.validate() && planning.serverMajorVersion() < 18) {
            problems.add(new Problem(
                    ProblemCode.PARTITIONED_TABLE,
                    table().ref().sql(),
                    "Before PostgreSQL 18 a partitioned table has no foreign keys that are NOT VALID",
                    "Leave out validate: false."));
        }
        return problems;
    }

    /** Rows that refer to nothing, of each table with rows. */
    List<ValueCheck> orphans() {
        return change.validate()
                ? planning.members().stream()
                        .map(Planning::table)
                        .filter(TableSnapshot::hasStorage)
                        .filter(m -> m.ref().oid() == table().ref().oid() || table().kind() == 'p')
                        .map(this::orphans)
                        .toList()
                : List.of();
    }

    private ValueCheck orphans(TableSnapshot member) {
        List<String> own = tried.columns().stream()
                .map(c -> member.ref().sql() + "." + Identifier.quote(c))
                .toList();
        String equal = IntStream.range(0, own.size())
                .mapToObj(i -> "zdm_other."
                        + Identifier.quote(tried.referencedColumns().get(i)) + " = " + own.get(i))
                .collect(Collectors.joining(" AND "));
        String allSet = own.stream().map(c -> c + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String anySet = own.stream().map(c -> c + " IS NOT NULL").collect(Collectors.joining(" OR "));
        String partly = change.matchFull() ? " OR (" + anySet + ") AND NOT (" + allSet + ")" : "";
        return new ValueCheck(
                ProblemCode.ORPHANED_ROWS,
                member.ref().sql(),
                List.of(Rows.walk(member)),
                List.of(),
                "",
                allSet + " AND NOT EXISTS (SELECT FROM " + (other.table().kind() == 'p' ? "" : "ONLY ") + referenced()
                        + " zdm_other WHERE " + equal + ")" + partly,
                new ValueCheck.Message(
                        "", " rows refer to rows of " + referenced() + " that are not there; the first keys: ", ""),
                "Mend them, or leave the foreign key NOT VALID with validate: false.");
    }
}
