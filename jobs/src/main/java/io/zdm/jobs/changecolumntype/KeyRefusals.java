package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.InboundForeignKey;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.jobs.changecolumntype.ChangeColumnType.Column;
import io.zdm.jobs.columns.SecurityLabels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What cannot be kept of keys, of foreign keys to them, and of their sequences. */
final class KeyRefusals {

    private final Planning planning;
    private final TableSnapshot table;

    KeyRefusals(Planning planning) {
        this.planning = planning;
        this.table = planning.table();
    }

    List<Problem> all(List<Column> columns) {
        List<String> names = columns.stream().map(Column::column).toList();
        List<Problem> problems = new ArrayList<>();
        for (InboundForeignKey foreign : planning.inboundForeignKeys()) {
            if (key(foreign.constraint()).referencedColumns().stream().anyMatch(names::contains)) {
                inbound(foreign, problems);
            }
        }
        table.constraints().stream()
                .filter(k -> k.foreignKey() != null
                        && key(k).columns().stream().anyMatch(names::contains)
                        && key(k).referencedOid() != table.ref().oid()
                        && key(k).referencedColumns().stream().anyMatch(Names::isGuise))
                .forEach(k -> problems.add(beingBuilt(k, key(k).referenced())));
        included(names, problems);
        for (String name : names) {
            planning.sequences(table.column(name).orElseThrow().number()).stream()
                    .filter(SequenceSnapshot::identity)
                    .forEach(s -> identity(name, s, problems));
        }
        return problems;
    }

    private void inbound(InboundForeignKey foreign, List<Problem> problems) {
        String referencing = foreign.table().sql();
        if (key(foreign.constraint()).columns().stream().anyMatch(Names::isGuise)) {
            problems.add(beingBuilt(foreign.constraint(), referencing));
            return;
        }
        String what = "is referenced by the foreign key "
                + Identifier.quote(foreign.constraint().name()) + " of " + referencing;
        if (!foreign.ownedByRole()) {
            String owner = Identifier.quote(foreign.owner());
            problems.add(problem(
                    ProblemCode.INBOUND_FOREIGN_KEY,
                    table.ref().sql(),
                    what + ", which belongs to " + owner + ": nobody else can build it anew",
                    "Run as a role that is a member of " + owner + " too."));
        }
    }

    /** Each of the two would build the other's copy of it anew, under one name. */
    private Problem beingBuilt(ConstraintSnapshot constraint, String other) {
        return problem(
                ProblemCode.ANOTHER_CHANGE,
                table.ref().sql(),
                "shares the foreign key " + Identifier.quote(constraint.name()) + " with " + other
                        + ", whose change builds it anew just now",
                "Let that change come to its swap, or roll it back, then try again.");
    }

    /** Beside the old index PostgreSQL would not take the new one for a foreign key on columns that stay. */
    private void included(List<String> changing, List<Problem> problems) {
        for (IndexSnapshot index : table.indexes()) {
            boolean concerned = changing.stream()
                    .anyMatch(c -> index.columnNumbers()
                            .contains(table.column(c).orElseThrow().number()));
            if (index.unique() && concerned && index.keys().stream().noneMatch(changing::contains)) {
                foreignKeysTo()
                        .filter(k -> new HashSet<>(key(k).referencedColumns()).equals(new HashSet<>(index.keys())))
                        .forEach(k -> problems.add(problem(
                                ProblemCode.INBOUND_FOREIGN_KEY,
                                table.ref().sql(),
                                "has the index " + Identifier.quote(index.name()) + ", which carries the column and is"
                                        + " what the foreign key " + Identifier.quote(k.name()) + " rests on",
                                "Drop the column from the INCLUDE of that index, or the foreign key, first.")));
            }
        }
    }

    private Stream<ConstraintSnapshot> foreignKeysTo() {
        return Stream.concat(
                planning.inboundForeignKeys().stream().map(InboundForeignKey::constraint),
                table.constraints().stream()
                        .filter(k -> k.foreignKey() != null
                                && k.foreignKey().referencedOid() == table.ref().oid()));
    }

    private void identity(String column, SequenceSnapshot sequence, List<Problem> problems) {
        String object = table.ref().sql() + "." + Identifier.quote(column);
        for (String user : sequence.users()) {
            problems.add(problem(
                    ProblemCode.DEPENDENT_OBJECT,
                    object,
                    "is an identity column, and its sequence " + sequence.sql()
                            + ", which has to be made anew, is used by " + user,
                    "Drop that object first and make it again after the swap."));
        }
        sequence.grants().stream()
                .filter(g -> !g.byOwner())
                .forEach(g -> problems.add(problem(
                        ProblemCode.FOREIGN_GRANTOR,
                        sequence.sql(),
                        "carries " + g.privilege() + " granted to " + g.grantee() + " by " + g.grantor()
                                + ", who is not the owner: nobody else can grant it again",
                        "Let the owner grant it instead, then revoke that one.")));
    }

    /** An identity's sequence takes the new type along, with the value that it has. */
    List<Problem> ofSequences(Rehearsed rehearsed) {
        List<Problem> problems = new ArrayList<>();
        for (Rehearsed.Column column : rehearsed.columns()) {
            SequenceSnapshot after = column.identity();
            if (after == null) {
                continue;
            }
            List<SequenceSnapshot> identities =
                    planning.sequences(table.column(column.name()).orElseThrow().number()).stream()
                            .filter(SequenceSnapshot::identity)
                            .toList();
            identities.forEach(s -> problems.addAll(SecurityLabels.ofSequence(
                    planning,
                    s,
                    "which the sequence in its place would not have: only the provider can set it",
                    "Take it off with SECURITY LABEL … IS NULL for the time, and set it again after contract.")));
            identities.stream()
                    .filter(s -> !SequenceRange.contains(after, planning.lastValue(s)))
                    .forEach(s -> problems.add(problem(
                            ProblemCode.UNCONVERTIBLE_VALUES,
                            s.sql(),
                            "is at " + planning.lastValue(s) + ", which is outside of what " + after.type() + " holds",
                            "Set it with setval to a value in that range that is free.")));
        }
        return problems;
    }

    private static ConstraintSnapshot.ForeignKey key(ConstraintSnapshot constraint) {
        return Objects.requireNonNull(constraint.foreignKey());
    }

    private static Problem problem(ProblemCode code, String object, String why, String fix) {
        return new Problem(code, object, object + " " + why, fix);
    }
}
