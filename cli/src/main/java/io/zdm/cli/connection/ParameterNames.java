package io.zdm.cli.connection;

import static java.util.Map.entry;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Names of connection parameters: libpq's are translated into pgjdbc's. The parameters that zdm-batch reads itself
 * keep libpq's name: {@code host hostaddr port dbname user password service passfile}.
 */
final class ParameterNames {

    private static final Set<String> OWN =
            Set.of("host", "hostaddr", "port", "dbname", "user", "password", "service", "passfile");

    private static final Map<String, String> TO_DRIVER = Map.ofEntries(
            entry("application_name", "ApplicationName"),
            entry("channel_binding", "channelBinding"),
            entry("connect_timeout", "connectTimeout"),
            entry("gssencmode", "gssEncMode"),
            entry("keepalives", "tcpKeepAlive"),
            entry("krbsrvname", "kerberosServerName"),
            entry("load_balance_hosts", "loadBalanceHosts"),
            entry("require_auth", "requireAuth"),
            entry("sslnegotiation", "sslNegotiation"),
            entry("target_session_attrs", "targetServerType"),
            // pgjdbc's own names for what zdm-batch reads itself
            entry("PGHOST", "host"),
            entry("PGPORT", "port"),
            entry("PGDBNAME", "dbname"));

    /** Without effect in pgjdbc, and harmless to leave out: none of them weakens the connection. */
    private static final Set<String> IGNORED = Set.of(
            "client_encoding",
            "fallback_application_name",
            "keepalives_count",
            "keepalives_idle",
            "keepalives_interval",
            "sslcompression",
            "sslsni",
            "tcp_user_timeout");

    private ParameterNames() {}

    /**
     * Adds a parameter in the driver's words, unless it is there already: whoever is asked first wins.
     *
     * @return false where neither libpq nor pgjdbc know the name
     */
    static boolean add(Map<String, String> parameters, String name, String value) {
        if (IGNORED.contains(name)) {
            return true;
        }
        String driverName = TO_DRIVER.getOrDefault(name, name);
        if (!OWN.contains(driverName) && !driverKnows(driverName)) {
            return false;
        }
        parameters.putIfAbsent(driverName, driverValue(name, value));
        return true;
    }

    static boolean isOwn(String name) {
        return OWN.contains(name);
    }

    private static boolean driverKnows(String name) {
        Properties noLookup = new Properties();
        noLookup.setProperty("password", ""); // without one, pgjdbc would look into ~/.pgpass here
        try {
            String url = "jdbc:postgresql:";
            return Arrays.stream(DriverManager.getDriver(url).getPropertyInfo(url, noLookup))
                    .anyMatch(property -> property.name.equals(name));
        } catch (SQLException e) {
            throw new IllegalStateException("The PostgreSQL JDBC driver is not on the class path", e);
        }
    }

    private static String driverValue(String name, String value) {
        return switch (name) {
            case "keepalives" -> value.equals("0") ? "false" : "true";
            case "load_balance_hosts" -> value.equals("random") ? "true" : "false";
            case "target_session_attrs" ->
                switch (value) {
                    case "read-write" -> "primary";
                    case "read-only", "standby" -> "secondary";
                    case "prefer-standby" -> "preferSecondary";
                    default -> value;
                };
            default -> value;
        };
    }
}
