package io.zdm.engine.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which of the names that exist a user may have meant. */
public final class NearestNames {

    private static final int SHOWN = 3;

    private NearestNames() {}

    /** The nearest names, best first, at most three. */
    public static List<String> of(String wanted, List<String> existing) {
        String folded = wanted.toLowerCase(Locale.ROOT);
        return existing.stream()
                .filter(name -> distance(folded, name.toLowerCase(Locale.ROOT)) <= Math.max(2, wanted.length() / 2))
                .sorted(Comparator.comparingInt(name -> distance(folded, name.toLowerCase(Locale.ROOT))))
                .limit(SHOWN)
                .toList();
    }

    /** {@code Did you mean a, b or c?}, quoted as one would have to write them. */
    public static String sentence(String wanted, List<String> existing) {
        List<String> nearest = of(wanted, existing).stream()
                .map(io.zdm.engine.catalog.Identifier::quote)
                .toList();
        if (existing.isEmpty()) {
            return "There is none.";
        }
        return nearest.isEmpty()
                ? "There is: " + String.join(", ", existing.stream().limit(20).toList()) + "."
                : "Did you mean " + String.join(" or ", nearest) + "?";
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
