package io.zdm.testkit;

import java.util.HashMap;
import java.util.Map;

/** How the test servers are configured: honest about durability, and in a time zone that nobody expects. */
final class ServerSettings {

    static final String SUPERUSER = "postgres";

    /** Half an hour off, with daylight saving: whatever depends on the session's zone by mistake shows up. */
    static final String TIME_ZONE = "America/St_Johns";

    /**
     * The last value given for a name wins. The embedded server's own defaults are off for what makes commits durable,
     * so each of these is said explicitly. Names are spelled as the embedded server spells its defaults, to replace them.
     */
    static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("timezone", TIME_ZONE),
            Map.entry("max_connections", "200"),
            Map.entry("max_prepared_transactions", "10"),
            Map.entry("shared_buffers", "128MB"),
            // The least that logical decoding and publications of the scenarios need.
            Map.entry("wal_level", "logical"));

    /**
     * For tests that crash no server. On the command line, too, which ALTER SYSTEM does not override. synchronous_commit
     * stays: without it commits would be seen otherwise, and the disk is waited for neither way.
     */
    static final Map<String, String> QUICK = with(Map.of("fsync", "off", "full_page_writes", "off"));

    private static Map<String, String> with(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(VALUES);
        all.putAll(others);
        return Map.copyOf(all);
    }

    private ServerSettings() {}
}
