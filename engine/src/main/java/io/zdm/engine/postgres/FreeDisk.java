package io.zdm.engine.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * How much room the server's disks have. No SQL tells: it is seen only where the server runs on this machine, and the role
 * may read where its files are.
 */
public final class FreeDisk {

    /** Without the right to read a setting, PostgreSQL reports an error; the right is asked for first. */
    private static final String LOCAL = """
            SELECT (inet_server_addr() IS NULL OR inet_server_addr() <<= '127.0.0.0/8' OR inet_server_addr() = '::1')
                   AND (pg_has_role('pg_read_all_settings', 'USAGE')
                        OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user))
            """;

    private static final String PLACES = """
            SELECT current_setting('data_directory')
            UNION SELECT current_setting('data_directory') || '/pg_wal'
            UNION SELECT pg_tablespace_location(oid) FROM pg_tablespace WHERE pg_tablespace_location(oid) <> ''
            """;

    private final Database database;

    public FreeDisk(Database database) {
        this.database = database;
    }

    /** Bytes on the fullest of the server's disks; empty where they cannot be seen. */
    public OptionalLong bytes() {
        if (!database.isTrue(LOCAL)) {
            return OptionalLong.empty();
        }
        List<String> places = database.list(PLACES, (row, n) -> row.getString(1));
        Set<Path> visible = new TreeSet<>();
        places.stream().map(Path::of).filter(Files::exists).forEach(visible::add);
        return visible.stream().mapToLong(FreeDisk::usable).min();
    }

    private static long usable(Path path) {
        try {
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
