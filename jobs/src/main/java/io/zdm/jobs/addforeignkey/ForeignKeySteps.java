package io.zdm.jobs.addforeignkey;

import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.TableLock;
import io.zdm.jobs.online.ConstraintDdl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A foreign key for new writes first, then validated. That of a partitioned table cannot be NOT VALID before 18: each
 * table partition with rows gets its own, validated, and then a plain ADD on the parent takes those for its parts and
 * scans nothing.
 */
final class ForeignKeySteps {

    private final Wanted key;
    private final List<String> referenced;

    ForeignKeySteps(Wanted key) {
        this.key = key;
        this.referenced = key.other().members().stream()
                .map(m -> m.table().ref().sql())
                .filter(t -> key.other().table().kind() == 'p' || t.equals(key.referenced()))
                .toList();
    }

    private ConstraintDdl ddl(TableSnapshot of) {
        return new ConstraintDdl(
                of.ref().sql(),
                of.kind() == 'p' ? below(of) : List.of(),
                key.change().constraint(),
                key.definition());
    }

    private List<String> below(TableSnapshot of) {
        List<Long> oids = new ArrayList<>(List.of(of.ref().oid()));
        List<String> tables = new ArrayList<>();
        for (Planning member : key.planning().members()) {
            if (member.table().parents().stream().anyMatch(p -> oids.contains(p.oid()))) {
                oids.add(member.table().ref().oid());
                tables.add(member.table().ref().sql());
            }
        }
        return tables;
    }

    List<PlannedStep> steps() {
        TableSnapshot root = key.table();
        boolean parts = root.kind() == 'p' && key.change().validate();
        List<ConstraintDdl> first = parts ? withRows() : List.of(ddl(root));
        List<PlannedStep> steps = new ArrayList<>();
        first.forEach(d -> steps.add(d.add(LockLevel.SHARE_ROW_EXCLUSIVE, referenced)));
        if (key.change().validate()) {
            first.forEach(d -> steps.add(d.validate()));
        }
        if (parts) {
            partitioned().forEach(d -> steps.add(ofParts(d)));
        }
        return steps;
    }

    private List<ConstraintDdl> withRows() {
        return key.planning().members().stream()
                .map(Planning::table)
                .filter(TableSnapshot::hasStorage)
                .map(this::ddl)
                .toList();
    }

    /** From the lowest up. */
    private List<ConstraintDdl> partitioned() {
        List<ConstraintDdl> tables = new ArrayList<>();
        key.planning().members().stream()
                .map(Planning::table)
                .filter(m -> m.kind() == 'p')
                .forEach(m -> tables.add(0, ddl(m)));
        return tables;
    }

    private PlannedStep ofParts(ConstraintDdl ddl) {
        return ddl.add(
                "Add the foreign key of the partitioned table " + ddl.table() + ", whose parts stand",
                LockLevel.SHARE_ROW_EXCLUSIVE,
                referenced,
                "",
                Phase.SWAP);
    }

    /** What was there before the change stays. */
    Optional<PlannedStep> undo() {
        List<TableSnapshot> made = key.planning().members().stream()
                .map(Planning::table)
                .filter(m -> key.table().kind() == 'p'
                        || m.ref().oid() == key.table().ref().oid())
                .filter(m -> m.constraints().stream()
                        .noneMatch(k -> k.name().equals(key.change().constraint())))
                .toList();
        if (made.isEmpty()) {
            return Optional.empty();
        }
        List<TableLock> locks = new ArrayList<>();
        made.forEach(m -> locks.add(new TableLock(m.ref().sql(), LockLevel.ACCESS_EXCLUSIVE)));
        referenced.stream()
                .map(t -> new TableLock(t, LockLevel.ACCESS_EXCLUSIVE))
                .filter(l -> !locks.contains(l))
                .forEach(locks::add);
        return Optional.of(ddl(key.table())
                .undo(locks, made.stream().map(m -> ddl(m).dropIfThere()).toList()));
    }
}
