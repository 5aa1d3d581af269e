package io.zdm.engine.postgres;

import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A database and how to log in to it. {@code toString} never shows the password.
 *
 * @param host of the first server named
 * @param url {@code jdbc:postgresql://host:port/database}, without user, password or parameters
 * @param properties further pgjdbc connection properties ({@code sslmode}, {@code sslrootcert}, …)
 * @param sandbox whether this is the embedded PostgreSQL that is used when nothing is configured
 */
public record Target(
        String host,
        int port,
        String database,
        String url,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> properties,
        boolean sandbox) {

    public Target {
        properties = Map.copyOf(properties);
    }

    /** Everything pgjdbc needs beside the URL. */
    public Properties connectionProperties() {
        Properties all = new Properties();
        all.putAll(properties);
        if (user != null) {
            all.setProperty("user", user);
        }
        if (password != null) {
            all.setProperty("password", password);
        }
        return all;
    }

    @Override
    public String toString() {
        return url + (user == null ? "" : " as " + user);
    }
}
