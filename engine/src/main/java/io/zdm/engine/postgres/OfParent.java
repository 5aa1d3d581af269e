package io.zdm.engine.postgres;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Picture;
import io.zdm.engine.plan.Rehearsed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table that came to a tree since the swap, as it would be had it come without the change. Its indexes and constraints
 * on the new columns are parts of its parent's; what these were before says what theirs would be.
 *
 * @param now as the catalog has the table
 * @param parentNow as it has its parent
 * @param parent what that was before
 * @param columns that were changed
 */
record OfParent(TableSnapshot now, TableSnapshot parentNow, Picture.Member parent, List<String> columns) {

    /** The picture with what a way back has built since, which PostgreSQL gives parts on tables that come. */
    static Picture.Member withBuilt(Picture.Member known, TableSnapshot now, List<String> columns) {
        List<IndexSnapshot> indexes = new ArrayList<>(known.table().indexes());
        indexes.addAll(built(now, columns));
        return new Picture.Member(
                known.table()
                        .with(
                                known.table().columns(),
                                indexes,
                                known.table().constraints(),
                                known.table().triggers()),
                known.rehearsed(),
                known.inbound(),
                known.sequences());
    }

    /** On the old columns; known by their names alone. */
    private static List<IndexSnapshot> built(TableSnapshot now, List<String> columns) {
        List<Integer> old = numbers(now, columns.stream().map(Names::old).toList());
        return now.indexes().stream()
                .filter(i -> i.columnNumbers().stream().anyMatch(old::contains))
                .map(i -> index(i, i.attributes(), List.of(), i.parentOid()))
                .toList();
    }

    Picture.Member picture() {
        List<IndexSnapshot> indexes = new ArrayList<>(built(now, columns));
        List<Integer> old = numbers(now, columns.stream().map(Names::old).toList());
        now.indexes().stream()
                .filter(i -> i.columnNumbers().stream().noneMatch(old::contains))
                .map(i -> whole(i).map(w -> index(i, attributes(i, w), i.columnNumbers(), w.oid()))
                        .orElse(i))
                .forEach(indexes::add);
        List<ConstraintSnapshot> constraints = now.constraints().stream()
                .filter(k -> concerned(k.columnNumbers())
                        || k.columnNumbers().stream().noneMatch(old::contains))
                .map(k -> whole(k).map(w -> constraint(k, w)).orElse(k))
                .toList();
        // Without triggers: the engine's were named after those that were there at the swap.
        return new Picture.Member(
                now.with(columnsBefore(), indexes, constraints, List.of()), rehearsed(), List.of(), Map.of());
    }

    /** What nothing of the parent's corresponds to. */
    List<String> own() {
        List<String> own = new ArrayList<>();
        now.indexes().stream()
                .filter(i -> concerned(i.columnNumbers()) && whole(i).isEmpty())
                .forEach(i -> own.add("the index " + i.sql()));
        now.constraints().stream()
                .filter(k -> k.type() != 'n'
                        && concerned(k.columnNumbers())
                        && whole(k).isEmpty()
                        && now.indexes().stream().noneMatch(i -> k.name().equals(i.constraint())))
                .forEach(k -> own.add("the constraint " + k.name()));
        for (String name : columns) {
            ColumnSnapshot column = now.column(name).orElseThrow();
            if (column.comment() != null
                    || column.statisticsTarget() != null
                    || !column.options().isEmpty()
                    || !column.grants().isEmpty()) {
                own.add("a comment, grant or statistics setting");
            }
            if (!Objects.equals(
                    column.defaultExpression(),
                    parentNow.column(name).orElseThrow().defaultExpression())) {
                own.add("a default");
            }
        }
        return own;
    }

    boolean carries(long oid) {
        return now.indexes().stream().anyMatch(i -> i.oid() == oid)
                || now.constraints().stream().anyMatch(k -> k.oid() == oid);
    }

    private List<ColumnSnapshot> columnsBefore() {
        List<String> old = columns.stream().map(Names::old).toList();
        return now.columns().stream()
                .filter(c -> !old.contains(c.name()))
                .map(c -> columns.contains(c.name())
                        ? column(c, parent.table().column(c.name()).orElseThrow())
                        : c)
                .toList();
    }

    /** Its own number, and what a column says for itself; the rest is the parent's. */
    private static ColumnSnapshot column(ColumnSnapshot own, ColumnSnapshot was) {
        return new ColumnSnapshot(
                own.name(),
                own.number(),
                was.type(),
                was.typeOid(),
                was.typeModifier(),
                was.typeLength(),
                was.collation(),
                own.notNull(),
                own.notNullConstraint(),
                own.notNullComment(),
                was.defaultExpression(),
                was.identity(),
                was.generated(),
                was.storage(),
                was.compression(),
                null,
                List.of(),
                null,
                own.local(),
                own.parents(),
                own.partitionKey(),
                List.of());
    }

    /** What the index is a part of, as that was before. */
    private Optional<IndexSnapshot> whole(IndexSnapshot part) {
        if (!concerned(part.columnNumbers())) {
            return Optional.empty();
        }
        return parentNow.indexes().stream()
                .filter(i -> i.oid() == part.parentOid())
                .flatMap(i -> parent.table().indexes().stream()
                        .filter(w -> w.name().equals(i.name()) && w.schema().equals(i.schema())))
                .filter(w -> parent.rehearsed().old().indexes().containsKey(w.oid()))
                .findFirst();
    }

    /** PostgreSQL gave a part that it made the names of the whole's columns. */
    private List<String> attributes(IndexSnapshot part, IndexSnapshot whole) {
        return parentNow.indexes().stream()
                        .anyMatch(i ->
                                i.oid() == part.parentOid() && i.attributes().equals(part.attributes()))
                ? whole.attributes()
                : part.attributes();
    }

    private Optional<ConstraintSnapshot> whole(ConstraintSnapshot part) {
        if (!concerned(part.columnNumbers())) {
            return Optional.empty();
        }
        List<String> names = switch (part.type()) {
            case 'c' -> part.inherited() ? List.of(part.name()) : List.<String>of();
            case 'f', 'p', 'u' ->
                parentNow.constraints().stream()
                        .filter(k -> k.oid() == part.parentOid())
                        .map(ConstraintSnapshot::name)
                        .toList();
            default -> List.<String>of();
        };
        return parent.table().constraints().stream()
                .filter(k -> k.type() == part.type() && names.contains(k.name()))
                .findFirst();
    }

    private ConstraintSnapshot constraint(ConstraintSnapshot part, ConstraintSnapshot whole) {
        return new ConstraintSnapshot(
                part.oid(),
                part.name(),
                part.type(),
                part.type() == 'c' ? whole.definition() : part.definition(),
                part.validated(),
                part.deferrable(),
                part.deferred(),
                part.inheritable(),
                part.enforced(),
                part.columnNumbers(),
                whole.expression(),
                part.foreignKey(),
                part.comment(),
                part.local(),
                part.inherited(),
                part.type() == 'c' ? 0 : whole.oid());
    }

    private Rehearsed rehearsed() {
        Rehearsed was = parent.rehearsed();
        return new Rehearsed(
                List.of(),
                List.of(),
                was.columns(),
                shape(was.shadow()),
                shape(was.old()),
                byIndex(was.indexColumns()::get),
                Map.of());
    }

    private Rehearsed.Shape shape(Rehearsed.Shape was) {
        return new Rehearsed.Shape(byIndex(was.indexes()::get), Map.of(), was.checks(), byIndex(was.keys()::get));
    }

    private <T> Map<Long, T> byIndex(Function<Long, @Nullable T> ofWhole) {
        Map<Long, T> all = new HashMap<>();
        for (IndexSnapshot part : now.indexes()) {
            whole(part)
                    .flatMap(w -> Optional.ofNullable(ofWhole.apply(w.oid())))
                    .ifPresent(t -> all.put(part.oid(), t));
        }
        return all;
    }

    private boolean concerned(List<Integer> numbers) {
        return numbers(now, columns).stream().anyMatch(numbers::contains);
    }

    private static List<Integer> numbers(TableSnapshot table, List<String> names) {
        return names.stream()
                .flatMap(n -> table.column(n).stream())
                .map(ColumnSnapshot::number)
                .collect(Collectors.toList());
    }

    private static IndexSnapshot index(
            IndexSnapshot now, List<String> attributes, List<Integer> columnNumbers, long parentOid) {
        return new IndexSnapshot(
                now.oid(),
                now.schema(),
                now.name(),
                now.definition(),
                now.unique(),
                now.primary(),
                now.valid(),
                now.immediate(),
                now.exclusion(),
                now.plain(),
                now.clustered(),
                now.replicaIdentity(),
                now.method(),
                attributes,
                now.statisticsTargets(),
                now.keys(),
                columnNumbers,
                now.constraint(),
                now.tablespace(),
                now.comment(),
                parentOid,
                now.options(),
                now.extensions());
    }
}
