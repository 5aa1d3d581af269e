package io.zdm.cli.wire;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What one session says to its server: the statements of its transaction, prepared ones too. */
final class Talk {

    private final Map<String, String> prepared = new HashMap<>();
    private final StringBuilder transaction = new StringBuilder();
    private String last = "";

    /** @param type a message of PostgreSQL's protocol: {@code Q} a query, {@code P} Parse, {@code B} Bind */
    void hear(char type, byte[] body) {
        String[] parts = new String(body, StandardCharsets.ISO_8859_1).split("\0", 3);
        last = switch (type) {
            case 'Q' -> parts[0];
            case 'P' -> {
                prepared.put(parts[0], parts[1]);
                yield "";
            }
            case 'B' -> prepared.getOrDefault(parts[1], "");
            default -> "";
        };
        if (last.startsWith("BEGIN")) {
            transaction.setLength(0);
        }
        transaction.append(last).append('\n');
    }

    /** Whether it commits now what {@code text} was a part of. */
    boolean commitsAfter(String text) {
        return last.equals("COMMIT") && transaction.indexOf(text) >= 0;
    }
}
