package io.zdm.lint;

import io.zdm.lint.source.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The acks in Alembic's revisions, from which {@code alembic upgrade --sql} has made the SQL. */
public final class AlembicSources {

    /** There are none. */
    public static final AlembicSources NONE = new AlembicSources(List.of());

    private static final Pattern REVISION =
            Pattern.compile("(?m)^revision\\s*(?::\\s*\\w+\\s*)?=\\s*['\"]([\\w]+)['\"]");
    private static final Pattern ACK =
            Pattern.compile("(?m)^[ \\t]*#[ \\t]*migration-unsafe-ack\\b[ \\t]*:?[ \\t]*(.*?)[ \\t\\r]*$");

    private final Map<String, List<Ack>> byRevision = new HashMap<>();

    /** @param files Alembic's revisions; those that are none have no acks */
    public AlembicSources(List<SourceFile> files) {
        for (SourceFile file : files) {
            Matcher revision = REVISION.matcher(file.text());
            if (!revision.find()) {
                continue;
            }
            List<Ack> acks = byRevision.computeIfAbsent(revision.group(1), id -> new ArrayList<>());
            Matcher ack = ACK.matcher(file.text());
            while (ack.find()) {
                acks.add(new Ack(file, ack.start() + ack.group().indexOf('#'), ack.group(1)));
            }
        }
    }

    List<Ack> of(String revision) {
        return byRevision.getOrDefault(revision, List.of());
    }

    record Ack(SourceFile file, int offset, String reason) {

        Finding finding(String rule, String message) {
            String line = file.line(file.position(offset).line()).strip();
            return Finding.of(rule, file, offset, 0, message, line, List.of());
        }
    }
}
