package io.zdm.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was found before lint was in use: to be left out. A text file, a line each: the fingerprint, the rule, the file.
 *
 * @param known fingerprints
 */
public record Baseline(Set<String> known) {

    private static final String HEADER =
            "# What lint leaves out: fingerprint, rule, file. Made by lint --write-baseline.\n";

    public Baseline {
        known = Set.copyOf(known);
    }

    /** @throws IllegalArgumentException naming the line that is none */
    public static Baseline parse(String text) {
        Set<String> known = new HashSet<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String first = line.strip().split("\\s+", 2)[0];
            if (!first.matches("[0-9a-f]{32}")) {
                throw new IllegalArgumentException("line " + number + " does not begin with a fingerprint");
            }
            known.add(first);
        }
        return new Baseline(known);
    }

    /** The text of a baseline with all these findings but those acked. */
    public static String of(List<Finding> findings) {
        List<String> prints = Fingerprint.of(findings);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < findings.size(); i++) {
            if (!findings.get(i).acked()) {
                lines.add("%s %s %s%n"
                        .formatted(
                                prints.get(i),
                                findings.get(i).rule(),
                                findings.get(i).file().replace('\\', '/')));
            }
        }
        return HEADER + String.join("", lines);
    }

    List<Finding> newOnes(List<Finding> findings) {
        List<String> prints = Fingerprint.of(findings);
        List<Finding> left = new ArrayList<>();
        for (int i = 0; i < findings.size(); i++) {
            if (!known.contains(prints.get(i))) {
                left.add(findings.get(i));
            }
        }
        return left;
    }
}
