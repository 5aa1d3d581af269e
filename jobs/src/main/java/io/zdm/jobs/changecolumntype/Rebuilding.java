package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Rebuilt;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.TableLock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Views, rules, policies, triggers, virtual columns and publications that are bound to the columns by number: dropped
 * before the columns change names, and made again after, from PostgreSQL's own words. Those name the column by the name
 * that the other one has then.
 *
 * @param objects each after what it rests on
 * @param members the tables whose columns change, the root of the tree first
 */
record Rebuilding(List<Rebuilt> objects, List<TableSnapshot> members) implements Dependents {

    /** Views first, as queries lock them before their tables; the topmost first of all. */
    @Override
    public List<TableLock> locks() {
        List<TableLock> views = new ArrayList<>();
        List<TableLock> tables = new ArrayList<>();
        for (Rebuilt object : reversed()) {
            if (object.viewOwner() == null) {
                tables.add(new TableLock(object.relation(), LockLevel.ACCESS_EXCLUSIVE));
            } else {
                views.add(TableLock.ofView(object.relation(), object.viewOwner()));
            }
        }
        views.addAll(tables);
        return views.stream().distinct().toList();
    }

    /** Before the swap nothing of it has been touched. */
    @Override
    public List<TableLock> undoLocks() {
        return List.of();
    }

    @Override
    public List<String> release() {
        return reversed().stream().flatMap(o -> o.drop().stream()).toList();
    }

    @Override
    public List<String> settle() {
        List<String> statements = new ArrayList<>();
        for (Rebuilt object : objects) {
            statements.addAll(object.create());
            statements.addAll(object.dress());
        }
        return statements;
    }

    /** A table partition that is gone since the swap took along what was bound to it alone. */
    @Override
    public List<String> abandon() {
        List<String> statements = new ArrayList<>();
        reversed().forEach(o -> statements.addAll(whilePresent(o, o.drop())));
        return statements;
    }

    @Override
    public List<String> restore() {
        List<String> statements = new ArrayList<>();
        for (Rebuilt object : objects) {
            statements.addAll(whilePresent(object, object.create()));
            statements.addAll(whilePresent(object, object.dress()));
        }
        return statements;
    }

    private List<String> whilePresent(Rebuilt object, List<String> statements) {
        List<TableSnapshot> bearers = members.stream()
                .filter(m -> object.through().contains(m.ref().oid()))
                .toList();
        List<String> guarded = statements;
        for (TableSnapshot bearer : bearers) {
            if (!bearer.ref().equals(members.get(0).ref())) {
                guarded = guarded.stream()
                        .map(s -> OfMember.whilePresent(bearer.ref().sql(), s))
                        .toList();
            }
        }
        return bearers.contains(members.get(0)) ? statements : guarded;
    }

    private List<Rebuilt> reversed() {
        List<Rebuilt> reversed = new ArrayList<>(objects);
        Collections.reverse(reversed);
        return reversed;
    }
}
