package io.zdm.cli.console;

import io.zdm.cli.console.EventHub.Event;
import io.zdm.cli.output.Json;
import io.zdm.engine.change.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Who did what, and how it ended: a line of JSON each, only ever added. What cannot be written down is not done. */
final class Audit {

    /** So many are shown. */
    private static final int SHOWN = 200;

    private final Path file;
    private final EventHub events;
    private final Clock clock;
    private final AtomicLong number = new AtomicLong();
    private final Deque<Map<String, @Nullable Object>> last = new ArrayDeque<>();

    /** @throws UsageException where the file cannot be written */
    Audit(Path file, EventHub events, Clock clock) {
        this.file = file;
        this.events = events;
        this.clock = clock;
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    add(Json.readObjects("[" + line + "]").get(0));
                }
            }
        } catch (IOException | JacksonException e) {
            throw new UsageException(
                    "Cannot write --audit=" + file + " (" + e.getMessage() + "). Nothing was changed.", e);
        }
    }

    /**
     * Who does something from where.
     *
     * @param address the other end of the connection
     */
    record Who(String user, String address) {}

    /**
     * Something that was done or tried.
     *
     * @param outcome {@code begun}, {@code done}, {@code refused}, {@code failed} …
     */
    record Entry(
            @Nullable String database,
            @Nullable Long change,
            String action,
            Map<String, String> options,
            String outcome,
            @Nullable String detail) {}

    synchronized void note(Who who, Entry entry) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        json.put("user", who.user());
        json.put("address", who.address());
        json.put("database", entry.database());
        json.put("change", entry.change());
        json.put("action", entry.action());
        json.put("options", entry.options());
        json.put("outcome", entry.outcome());
        json.put("detail", entry.detail());
        try {
            Files.writeString(file, Json.write(json) + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new AuditFailed(file, e);
        }
        add(json);
        events.tell(new Event("audit:" + number.incrementAndGet() % SHOWN, "audit", json));
    }

    private synchronized void add(Map<String, @Nullable Object> json) {
        last.addLast(json);
        if (last.size() > SHOWN) {
            last.removeFirst();
        }
    }

    /** Newest first. */
    synchronized List<Map<String, @Nullable Object>> newest() {
        List<Map<String, @Nullable Object>> newest = new ArrayList<>(last);
        Collections.reverse(newest);
        return newest;
    }

    static final class AuditFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AuditFailed(Path file, IOException cause) {
            super("Nothing was done: it cannot be written down in " + file + " (" + cause.getMessage() + ")", cause);
        }
    }
}
