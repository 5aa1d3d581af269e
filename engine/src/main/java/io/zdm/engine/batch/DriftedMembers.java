package io.zdm.engine.batch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which table partitions or children came or went between two descriptions of a column, and what is said of them. */
final class DriftedMembers {

    private static final String MEMBER = "member ";

    private DriftedMembers() {}

    /** Their names, as PostgreSQL writes them. */
    static Set<String> between(List<String> before, List<String> after) {
        Set<String> members = came(before, after);
        members.addAll(came(after, before));
        return members;
    }

    /** Those of the second that are not in the first. */
    static Set<String> came(List<String> others, List<String> lines) {
        return lines.stream()
                .filter(l -> l.startsWith(MEMBER) && !others.contains(l))
                .map(l -> l.substring(MEMBER.length(), l.indexOf(": ")))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** What is said of these alone. */
    static List<String> of(Set<String> members, List<String> lines) {
        List<String> others = without(members, lines);
        return lines.stream().filter(l -> !others.contains(l)).toList();
    }

    static List<String> without(Set<String> members, List<String> lines) {
        return lines.stream()
                .filter(l -> members.stream().noneMatch(m -> l.startsWith(MEMBER + m + ": ") || l.startsWith(m + ": ")))
                .toList();
    }
}
