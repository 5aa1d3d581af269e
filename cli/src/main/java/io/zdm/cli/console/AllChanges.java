package io.zdm.cli.console;

import io.zdm.engine.postgres.StatusReader;
import io.zdm.engine.postgres.StatusReader.Status;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All changes of a database, cheaply enough to be asked for once a second: what is over does not change any more, and is read
 * anew only when another one has ended, or now and then.
 */
final class AllChanges {

    /** Of those that are over, the last ones. */
    private static final int MOST_OVER = 200;

    /** In looks: one that begins and ends between two of them is seen that late. */
    private static final int OVER_EVERY = 10;

    private final StatusReader reader;
    private Set<Long> before = Set.of();
    private List<Status> over = List.of();
    private int looks;

    AllChanges(StatusReader reader) {
        this.reader = reader;
    }

    /** Those that are over first, each in the order of their numbers; no parts. */
    List<Status> now() {
        List<Status> open = reader.all(false);
        Set<Long> ids = open.stream().map(Status::id).collect(Collectors.toSet());
        if (looks % OVER_EVERY == 0 || !ids.equals(before)) {
            List<Status> ended = reader.all(true).stream()
                    .filter(s -> s.isOver() && s.partOf() == null)
                    .toList();
            over = ended.subList(Math.max(0, ended.size() - MOST_OVER), ended.size());
            before = ids;
        }
        looks++;
        // One that ended between the two questions is in both answers.
        return Stream.concat(over.stream().filter(s -> !ids.contains(s.id())), open.stream())
                .toList();
    }
}
