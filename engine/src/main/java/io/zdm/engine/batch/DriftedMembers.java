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
        Set<String> members = new HashSet<>(of(before, after));
        members.addAll(of(after, before));
        return members;
    }

    private static Set<String> of(List<String> lines, List<String> others) {
        return lines.stream()
                .filter(l -> l.startsWith(MEMBER) && !others.contains(l))
                .map(l -> l.substring(MEMBER.length(), l.indexOf(": ")))
                .collect(Collectors.toSet());
    }

    static List<String> without(Set<String> members, List<String> lines) {
        return lines.stream()
                .filter(l -> members.stream().noneMatch(m -> l.startsWith(MEMBER + m + ": ") || l.startsWith(m + ": ")))
                .toList();
    }
}
