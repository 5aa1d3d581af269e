package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TriggerSnapshot;
import io.zdm.engine.plan.Walk;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What PostgreSQL makes unavoidable, or what no catalog can tell, said before anything is touched. */
final class Warnings {

    private static final int MANY_MEMBERS = 50;

    private final ShadowChange change;

    Warnings(ShadowChange change) {
        this.change = change;
    }

    List<String> all() {
        List<String> warnings = new ArrayList<>();
        for (Changed column : change.columns()) {
            conversion(column, warnings);
            if (!column.now().identity().isEmpty()) {
                warnings.add("The sequence of the identity column " + Identifier.quote(column.name())
                        + " is made anew in the swap: a session that asks currval or lastval after it, for an id that it"
                        + " was given before it, gets an error; and so does a call of nextval by the sequence's name in"
                        + " the very milliseconds of the swap.");
            }
            String name = column.name();
            List<String> functions = change.planning().functionsNaming(name);
            if (!functions.isEmpty()) {
                warnings.add("Functions name " + Identifier.quote(name) + " in their text, which the catalog does not"
                        + " track; see that they bear the new type: " + String.join(", ", functions));
            }
        }
        change.members().stream()
                .flatMap(m -> m.table().publications().stream())
                .distinct()
                .forEach(p -> warnings.add("The table is in the publication " + Identifier.quote(p)
                        + ": add the column to the subscribers' table first, or replication stops there."));
        List<String> blocks = change.walks().stream()
                .filter(w -> w.key().isBlocks())
                .map(Walk::table)
                .toList();
        if (!blocks.isEmpty()) {
            warnings.add(String.join(", ", blocks)
                    + " has no key that is never NULL: it is walked block by block, rows are named by ctid,"
                    + " and VACUUM FULL or CLUSTER meanwhile costs another pass.");
        }
        List<String> triggers = change.members().stream()
                .flatMap(m -> m.table().triggers().stream()
                        .filter(TriggerSnapshot::hearsChunks)
                        .map(t -> Identifier.quote(t.name()) + (change.isTree() ? " on " + m.sql() : "")))
                .toList();
        if (!triggers.isEmpty()) {
            warnings.add(
                    change.firesUserTriggers()
                            ? "Triggers fire for every row of the backfill: " + String.join(", ", triggers)
                            : "Triggers do not hear the backfill: until the swap they are deaf to whoever sets"
                                    + " zdm.chunk to on: " + String.join(", ", triggers));
        }
        List<String> rowFunctions = change.planning().rowFunctions();
        if (!rowFunctions.isEmpty()) {
            warnings.add(
                    "Functions take or return whole rows of the table, which have one column more from expand on, and"
                            + " the column stands last after the swap: " + String.join(", ", rowFunctions));
        }
        change.planning()
                .positionalQueries()
                .forEach(q -> warnings.add(
                        "pg_stat_statements knows a statement that goes by the positions of the" + " columns: " + q));
        if (change.isTree()) {
            warnings.add(
                    "A table that is attached while the change runs needs the shadow column first, which PostgreSQL"
                            + " says by itself: ALTER TABLE … ADD COLUMN "
                            + change.columns().stream()
                                    .map(c -> Identifier.quote(c.shadow()) + " "
                                            + c.rehearsed().after().type())
                                    .collect(Collectors.joining(", ADD COLUMN "))
                            + "; it is filled on the next restart. Tables made with PARTITION OF have it. Between swap and"
                            + " contract a rollback can take along neither one that came nor one that was detached: it"
                            + " says what to do with it.");
        }
        if (change.members().size() >= MANY_MEMBERS) {
            warnings.add(
                    "The swap does its work on each of the " + change.members().size()
                            + " tables under their locks, some milliseconds for each; so does contract.");
        }
        warnings.addAll(new LockTable(change).warnings());
        if (change.planning().serverMajorVersion() >= 18
                && change.members().stream()
                        .anyMatch(m -> m != change && !m.constraints('p').isEmpty())) {
            warnings.add(
                    "PostgreSQL notes NOT NULL of a primary key's columns as a table partition's or child's own, beside"
                            + " its being inherited, where the key is made of an index: these stay NOT NULL there, should the table"
                            + " itself give that up one day.");
        }
        warnings.add("INSERT without a column list and COPY FROM without one meet an additional column from expand on,"
                + " and the column stands last after the swap.");
        warnings.add(
                "Prepared SELECT * fails once with \"cached plan must not change result type\" after expand, swap and"
                        + " contract; drivers prepare again.");
        warnings.add(
                "At REPEATABLE READ and above a transaction may get a serialization failure where it writes a row that"
                        + " the backfill has written since it began.");
        warnings.add("xmin of every row changes; whoever uses it as a version sees every row changed.");
        warnings.add("The lock of the swap cancels queries on hot standbys that run longer than"
                + " max_standby_streaming_delay.");
        return warnings;
    }

    private void conversion(Changed column, List<String> warnings) {
        String name = Identifier.quote(column.name());
        if (!column.rehearsed().forward().unfailing() && !column.nullsUnconvertible()) {
            warnings.add(
                    "A value of " + name + " that does not convert is accepted as before until dependents, and found"
                            + " by verify; from dependents on the new type's rules apply to new writes.");
        }
        if (column.rehearsed().reverse() == null) {
            warnings.add("Rows whose " + name + " is written after the swap have no way back to "
                    + column.now().type() + ": rollback would list them. Give reverseUsing to keep them.");
        } else if (column.wanted().using() != null && column.wanted().reverseUsing() == null) {
            warnings.add("Rows whose " + name + " is written after the swap go back by plain assignment, for want of"
                    + " reverseUsing: what that rounds or cuts off is lost.");
        } else if (column.wanted().reverseUsing() == null
                && !column.rehearsed().reverse().unfailing()) {
            warnings.add("A value of " + name + " that is written after the swap and that "
                    + column.now().type() + " cannot hold has no way back: rollback would list its row.");
        }
    }
}
