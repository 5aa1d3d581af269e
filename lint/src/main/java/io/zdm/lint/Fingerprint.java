package io.zdm.lint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Names findings so that they are known again where lines have moved: by file, rule and statement, not by place. */
public final class Fingerprint {

    private Fingerprint() {}

    /** One for each, in their order; equal findings are told apart by which of them comes first. */
    public static List<String> of(List<Finding> findings) {
        Map<String, Integer> before = new HashMap<>();
        List<String> all = new ArrayList<>();
        for (Finding finding : findings) {
            String what = finding.file().replace('\\', '/') + "\n" + finding.rule() + "\n"
                    + finding.statement().strip().replaceAll("\\s+", " ");
            int same = before.merge(what, 1, Integer::sum);
            all.add(digest(what + "\n" + same));
        }
        return all;
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
