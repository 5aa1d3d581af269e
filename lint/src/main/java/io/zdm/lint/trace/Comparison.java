package io.zdm.lint.trace;

import io.zdm.lint.Lock;
import io.zdm.lint.source.SqlStatement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a statement did, from what the server said before, meanwhile and after. Only what was there before the file
 * counts: nobody waits for a table that no other session has ever seen.
 *
 * @param start the catalog before the file
 * @param before the locks that the transaction held already
 * @param now its locks with those of the statement
 * @param inside whether it ran in a transaction, so that {@code now} is exact
 */
record Comparison(
        SqlStatement statement,
        CatalogPicture start,
        CatalogPicture from,
        CatalogPicture to,
        Locks before,
        Locks now,
        boolean inside,
        Messages messages,
        Set<String> manyUpdated,
        Set<String> manyDeleted) {

    Seen seen() {
        Set<String> work = work();
        List<String> gone = gone();
        return new Seen(
                statement,
                null,
                locks(),
                List.copyOf(work),
                waits() || !manyUpdated.isEmpty() || !manyDeleted.isEmpty(),
                gone,
                messages.skipped(),
                isPartitioned());
    }

    private boolean isPartitioned() {
        return now.strongest().keySet().stream()
                .map(start.relations()::get)
                .anyMatch(relation -> relation != null && relation.kind().equals("p"));
    }

    private List<Lock> locks() {
        List<Lock> locks = new ArrayList<>();
        now.strongest().forEach((oid, mode) -> {
            Relation relation = start.relations().get(oid);
            boolean stronger = mode.compareTo(before.strongest().getOrDefault(oid, LockMode.ACCESS_SHARE)) > 0;
            if (relation != null && stronger && (relation.kind().matches("[iI]") ? mode.isStrong() : isSaid(mode))) {
                locks.add(new Lock(relation.shown(), mode.words()));
            }
        });
        locks.sort((a, b) -> a.object().compareTo(b.object()));
        return locks;
    }

    private static boolean isSaid(LockMode mode) {
        return mode.compareTo(LockMode.ROW_EXCLUSIVE) >= 0;
    }

    /** Also while a lock is held that an earlier statement of the transaction took. */
    private boolean waits() {
        return now.strongest().entrySet().stream().anyMatch(lock -> {
            Relation relation = start.relations().get(lock.getKey());
            return relation != null
                    && (relation.hasRows()
                            ? lock.getValue().isStrong()
                            : inside && relation.kind().equals("i") && lock.getValue() == LockMode.ACCESS_EXCLUSIVE);
        });
    }

    /** Another table of that name, in another schema, may have been looked at: no rows of it were. */
    private boolean isWorkedOn(Relation relation) {
        return now.strongest()
                        .getOrDefault(relation.oid(), LockMode.ACCESS_SHARE)
                        .compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE)
                >= 0;
    }

    private Set<String> work() {
        Set<String> work = new LinkedHashSet<>();
        for (Messages.Work said : messages.work()) {
            start.relations().values().stream()
                    .filter(Relation::hasRows)
                    .filter(relation -> said.foreignKey()
                            ? to.foreignKeys()
                                    .getOrDefault(said.object(), Set.of())
                                    .contains(relation.oid())
                            : relation.name().equals(said.object()) && isWorkedOn(relation))
                    .forEach(relation -> work.add(said.verb() + " " + relation.shown()));
        }
        for (Relation relation : start.relations().values()) {
            if (hasAnotherFile(relation.oid()) && relation.hasRows()) {
                work.add("wrote " + relation.shown());
            }
        }
        manyUpdated.forEach(table -> work.add("wrote rows of " + table));
        manyDeleted.forEach(table -> work.add("deleted rows of " + table));
        return work.isEmpty() && !messages.skipped() ? ofItself() : work;
    }

    /** An index that moves; the checks of a domain, of which the server says nothing; a lock for its own sake. */
    private Set<String> ofItself() {
        Set<String> work = new TreeSet<>();
        boolean locks = statement.sql().regionMatches(true, 0, "lock", 0, 4);
        for (Map.Entry<Long, LockMode> lock : now.strongest().entrySet()) {
            Relation relation = start.relations().get(lock.getKey());
            LockMode old = before.strongest().getOrDefault(lock.getKey(), LockMode.ACCESS_SHARE);
            if (relation == null) {
                continue;
            }
            if (relation.kind().equals("i") && hasAnotherFile(relation.oid())) {
                work.add("wrote " + relation.shown());
            } else if (relation.hasRows() && lock.getValue().compareTo(old) > 0) {
                if (locks && lock.getValue().isStrong()) {
                    work.add("locked " + relation.shown());
                } else if (lock.getValue() == LockMode.SHARE && !relation.kind().equals("p")) {
                    work.add("read " + relation.shown());
                }
            }
        }
        return work;
    }

    private boolean hasAnotherFile(long oid) {
        Relation old = from.relations().get(oid);
        Relation other = to.relations().get(oid);
        return old != null && other != null && old.file() != 0 && other.file() != 0 && old.file() != other.file();
    }

    private List<String> gone() {
        Set<String> gone = new TreeSet<>(from.names());
        gone.retainAll(start.names());
        gone.removeAll(to.names());
        gone.removeIf(name -> name.startsWith("column ") && isGoneWithItsTable(name, gone));
        manyDeleted.forEach(table -> gone.add("rows of " + table));
        for (Relation relation : start.relations().values()) {
            Relation old = from.relations().get(relation.oid());
            Relation now = to.relations().get(relation.oid());
            if (relation.hasRows() && old != null && now != null && old.size() > 0 && now.size() == 0) {
                gone.add("rows of " + relation.shown());
            }
        }
        return List.copyOf(gone);
    }

    private static boolean isGoneWithItsTable(String column, Set<String> gone) {
        String table = column.substring("column ".length(), column.lastIndexOf('.'));
        return Stream.of("table ", "view ", "materialized view ").anyMatch(kind -> gone.contains(kind + table));
    }
}
