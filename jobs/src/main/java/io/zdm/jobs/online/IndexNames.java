package io.zdm.jobs.online;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/** Names that PostgreSQL itself gives to the indexes of table partitions, so that the result is that of CREATE INDEX. */
public final class IndexNames {

    private static final int MAX_BYTES = 63;

    private IndexNames() {}

    /**
     * @param attributes the names of the index's own columns
     * @param label {@code idx}, or {@code key} for that of a unique constraint
     * @param taken whether a relation of that name is there
     */
    public static String choose(String table, List<String> attributes, String label, Predicate<String> taken) {
        String columns = String.join("_", attributes);
        for (int pass = 0; ; pass++) {
            String name = made(table, columns, pass == 0 ? label : label + pass);
            if (!taken.test(name)) {
                return name;
            }
        }
    }

    /** The longer of the two parts is shortened first, byte by byte, and then to a character's end. */
    private static String made(String table, String columns, String label) {
        int room = MAX_BYTES - 2 - bytes(label);
        int first = bytes(table);
        int second = bytes(columns);
        while (first + second > room) {
            if (first > second) {
                first--;
            } else {
                second--;
            }
        }
        return clipped(table, first) + "_" + clipped(columns, second) + "_" + label;
    }

    private static String clipped(String text, int bytes) {
        StringBuilder head = new StringBuilder();
        int room = bytes;
        for (int codePoint : text.codePoints().toArray()) {
            String next = Character.toString(codePoint);
            room -= bytes(next);
            if (room < 0) {
                break;
            }
            head.append(next);
        }
        return head.toString();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
