package io.zdm.jobs.columns;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.catalog.TriggerSnapshot;
import io.zdm.engine.catalog.UsableKey;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.UsableKeys;
import io.zdm.engine.plan.ValueCheck;
import io.zdm.engine.plan.Walk;
import io.zdm.engine.postgres.UserTriggers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the engine's chunks meet on a table: its triggers, rules, policies and checks.
 *
 * @param firesUserTriggers whether the table's own triggers shall hear them
 */
public record Writing(Planning planning, boolean firesUserTriggers) {

    /** Over every member of the table's tree that has rows of its own. */
    public List<Walk> walks() {
        return tables().stream()
                .filter(TableSnapshot::hasStorage)
                .map(t -> new Walk(t.ref().sql(), UsableKeys.of(t).orElse(UsableKey.BLOCKS)))
                .toList();
    }

    private List<TableSnapshot> tables() {
        return planning.members().stream().map(Planning::table).toList();
    }

    /** What makes the user's triggers deaf to the chunks, under ACCESS EXCLUSIVE. */
    public List<String> silence() {
        return silenced().stream().map(UserTriggers::silence).toList();
    }

    /** What undoes that. */
    public List<String> restore() {
        return silenced().stream().map(UserTriggers::restore).toList();
    }

    /** Whether nothing is left to silence, as SQL questions. */
    public List<String> silent() {
        return silenced().stream().map(UserTriggers::silent).toList();
    }

    private List<String> silenced() {
        return firesUserTriggers
                ? List.of()
                : tables().stream()
                        .filter(t -> t.triggers().stream().anyMatch(TriggerSnapshot::hearsChunks))
                        .map(t -> t.ref().sql())
                        .toList();
    }

    /** What keeps chunks from being written as they should. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (TableSnapshot table : tables()) {
            String name = table.ref().sql();
            if (!firesUserTriggers) {
                table.triggers().stream()
                        .filter(t -> t.hearsChunks() && t.obstacle() != null)
                        .forEach(t -> problems.add(new Problem(
                                ProblemCode.USER_TRIGGER,
                                name,
                                name + " has the trigger " + Identifier.quote(t.name())
                                        + ", which would fire on the backfill's updates and cannot be silenced: "
                                        + t.obstacle(),
                                "Remove that obstacle, or let it fire with --fire-user-triggers.")));
            }
            (table.hasStorage() ? table.rules() : List.<String>of())
                    .forEach(rule -> problems.add(new Problem(
                            ProblemCode.RULE,
                            name,
                            name + " has the rule " + Identifier.quote(rule) + " on UPDATE, by which PostgreSQL would"
                                    + " rewrite every update of the backfill, too",
                            "Drop or disable the rule first.")));
            if (table.rowSecurity() && table.forceRowSecurity()) {
                problems.add(new Problem(
                        ProblemCode.ROW_LEVEL_SECURITY,
                        name,
                        name + " forces row-level security upon its owner: the engine might not see every row",
                        "Run as a role with BYPASSRLS, or ALTER TABLE … NO FORCE ROW LEVEL SECURITY for the time."));
            }
        }
        return problems;
    }

    /** Rows that a NOT VALID check tolerates, but not their new versions. */
    public List<ValueCheck> checks() {
        List<ValueCheck> checks = new ArrayList<>();
        List<Walk> walks = walks();
        for (TableSnapshot table : tables()) {
            table.constraints().stream()
                    .filter(k -> (k.type() == 'c' || k.type() == 'n') && !k.validated() && k.enforced())
                    .forEach(k -> {
                        String object = table.ref().sql() + "." + Identifier.quote(k.name());
                        List<Walk> own = walks.stream()
                                .filter(w -> w.table().equals(table.ref().sql()))
                                .toList();
                        if (!own.isEmpty()) {
                            checks.add(new ValueCheck(
                                    ProblemCode.VIOLATED_CHECK,
                                    object,
                                    own,
                                    List.of(),
                                    "",
                                    "NOT (" + expression(k, table) + ")",
                                    new ValueCheck.Message(
                                            "The check " + object + " is NOT VALID and ",
                                            " rows violate it (first keys: ",
                                            "): PostgreSQL would reject their backfill"),
                                    "Correct those rows, or drop the check."));
                        }
                    });
        }
        return checks;
    }

    /** From 18 on NOT NULL may be NOT VALID, too. */
    private static String expression(ConstraintSnapshot constraint, TableSnapshot table) {
        return constraint.type() == 'c'
                ? Objects.requireNonNull(constraint.expression())
                : table.columns().stream()
                                .filter(c -> constraint.columnNumbers().contains(c.number()))
                                .map(c -> Identifier.quote(c.name()))
                                .findFirst()
                                .orElseThrow()
                        + " IS NOT NULL";
    }

    /** What a person should know. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        List<String> blocks = walks().stream()
                .filter(w -> w.key().isBlocks())
                .map(Walk::table)
                .toList();
        if (!blocks.isEmpty()) {
            warnings.add(String.join(", ", blocks)
                    + " has no key that is never NULL: it is walked block by block, rows are named by ctid,"
                    + " and VACUUM FULL or CLUSTER meanwhile costs another pass.");
        }
        List<String> triggers = tables().stream()
                .flatMap(t -> t.triggers().stream().filter(TriggerSnapshot::hearsChunks))
                .map(t -> Identifier.quote(t.name()))
                .distinct()
                .toList();
        if (!triggers.isEmpty()) {
            warnings.add(
                    firesUserTriggers
                            ? "Triggers fire for every row of the backfill: " + String.join(", ", triggers)
                            : "Triggers do not hear the backfill: until it is done they are deaf to whoever sets"
                                    + " zdm.chunk to on: " + String.join(", ", triggers));
        }
        warnings.add(
                "At REPEATABLE READ and above a transaction may get a serialization failure where it writes a row that"
                        + " the backfill has written since it began.");
        warnings.add("xmin of every row that is filled changes; whoever uses it as a version sees the row changed.");
        return warnings;
    }
}
