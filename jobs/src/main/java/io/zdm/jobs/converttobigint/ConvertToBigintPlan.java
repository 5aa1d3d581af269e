package io.zdm.jobs.converttobigint;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.MigrationPlan.Estimate;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.jobs.changecolumntype.ChangeColumnType;
import io.zdm.jobs.changecolumntype.ChangeColumnType.Column;
import io.zdm.jobs.changecolumntype.ChangeColumnTypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table's own columns are the last to change; each other table is a part. While the key is an integer no greater id
 * can be anywhere, so whatever refers to it may become bigint before it, one table after another; and back after it.
 */
final class ConvertToBigintPlan {

    private final ConvertToBigint change;
    private final Planning planning;
    private final IdColumns ids;

    ConvertToBigintPlan(ConvertToBigint change, Planning planning) {
        this.change = change;
        this.planning = planning;
        this.ids = new IdColumns(change, planning);
    }

    /** A change of column types for each other table that has such columns. */
    List<SchemaChange> parts() {
        if (ids.key().isEmpty() || !ids.unknown().isEmpty()) {
            return List.of();
        }
        long own = planning.table().ref().oid();
        List<IdColumn> narrow =
                ids.all().stream().filter(c -> c.isNarrow() && c.oid() != own).toList();
        return new PartOrder(narrow, ids)
                .tables().stream()
                        .<SchemaChange>map(columns -> new ChangeColumnType(
                                columns.get(0).table(),
                                columns.stream()
                                        .map(c -> IdColumn.wider(c.name(), c.type()))
                                        .toList(),
                                change.fireUserTriggers()))
                        .toList();
    }

    Planned plan() {
        List<String> key = ids.key();
        if (key.isEmpty()) {
            return refused(List.of(new Problem(
                    ProblemCode.COLUMN_NOT_FOUND,
                    planning.table().ref().sql(),
                    planning.table().ref().sql() + " has no integer column in its primary key",
                    "Name the key's columns with columns.")));
        }
        List<String> unknown = ids.unknown();
        if (!unknown.isEmpty()) {
            return refused(unknown.stream()
                    .map(name -> new Problem(
                            ProblemCode.TABLE_NOT_FOUND,
                            name,
                            "There is no table " + name + ", which tables names",
                            "Write it as in SQL, with its schema where that is another one."))
                    .toList());
        }
        List<IdColumn> all = ids.all();
        long own = planning.table().ref().oid();
        Set<String> concerned =
                all.stream().filter(c -> c.oid() == own).map(IdColumn::name).collect(Collectors.toSet());
        concerned.addAll(key);
        // By the types that the table has in the planning: of a way back that is planned anew, those before the swap.
        List<Column> narrow = new ArrayList<>();
        List<Column> keys = new ArrayList<>();
        for (ColumnSnapshot column : planning.table().columns()) {
            if (concerned.contains(column.name()) && IdColumn.isNarrow(column.type())) {
                narrow.add(IdColumn.wider(column.name(), column.type()));
            }
        }
        key.forEach(name -> keys.add(IdColumn.wider(name, "integer")));
        ChangeColumnType columns =
                new ChangeColumnType(change.table(), narrow.isEmpty() ? keys : narrow, change.fireUserTriggers());
        Planned planned = new ChangeColumnTypeKind().plan(columns, planning);
        return new Planned(
                planned.plan().withKind(ConvertToBigint.KIND).withWarnings(new Foresight(planning).of(all)),
                planned.checks());
    }

    private Planned refused(List<Problem> problems) {
        return new Planned(
                new MigrationPlan(
                        ConvertToBigint.KIND,
                        planning.table().ref(),
                        List.of(planning.table().ref().sql()),
                        List.of(),
                        Path.SHADOW_COLUMN,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new Estimate(0, 0, 0, 0, 0),
                        List.of(),
                        problems),
                List.of());
    }
}
