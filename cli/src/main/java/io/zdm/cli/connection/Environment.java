package io.zdm.cli.connection;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The environment variables that zdm-batch and libpq read. An empty variable counts as an unset one. */
final class Environment {

    private static final Map<String, String> PARAMETERS = new TreeMap<>(Map.ofEntries(
            entry("PGAPPNAME", "application_name"),
            entry("PGCHANNELBINDING", "channel_binding"),
            entry("PGCONNECT_TIMEOUT", "connect_timeout"),
            entry("PGDATABASE", "dbname"),
            entry("PGGSSENCMODE", "gssencmode"),
            entry("PGHOST", "host"),
            entry("PGHOSTADDR", "hostaddr"),
            entry("PGKRBSRVNAME", "krbsrvname"),
            entry("PGLOADBALANCEHOSTS", "load_balance_hosts"),
            entry("PGOPTIONS", "options"),
            entry("PGPASSFILE", "passfile"),
            entry("PGPASSWORD", "password"),
            entry("PGPORT", "port"),
            entry("PGREQUIREAUTH", "require_auth"),
            entry("PGSERVICE", "service"),
            entry("PGSSLCERT", "sslcert"),
            entry("PGSSLKEY", "sslkey"),
            entry("PGSSLMODE", "sslmode"),
            entry("PGSSLNEGOTIATION", "sslnegotiation"),
            entry("PGSSLROOTCERT", "sslrootcert"),
            entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
            entry("PGUSER", "user")));

    /** Taste rather than destination: somebody who exports only these has not said which database he means. */
    private static final Set<String> NO_DESTINATION = Set.of("PGAPPNAME", "PGCONNECT_TIMEOUT", "PGOPTIONS");

    private final Map<String, String> variables;
    private final Path home;

    Environment(Map<String, String> variables, Path home) {
        this.variables = variables;
        this.home = home;
    }

    @Nullable
    String get(String variable) {
        String value = variables.get(variable);
        return value == null || value.isBlank() ? null : value;
    }

    /** Whether any variable says that a certain database is meant; only otherwise may the sandbox be used. */
    boolean namesDatabase() {
        return Stream.concat(Stream.of("ZDM_URL", "PGSERVICEFILE"), PARAMETERS.keySet().stream())
                .filter(variable -> !NO_DESTINATION.contains(variable))
                .anyMatch(variable -> get(variable) != null);
    }

    /** What libpq's variables say, in the words of {@link ParameterNames}. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        PARAMETERS.forEach((variable, name) -> {
            String value = get(variable);
            if (value != null) {
                ParameterNames.add(parameters, name, value);
            }
        });
        return parameters;
    }

    Path passwordFile() {
        return home.resolve(".pgpass");
    }

    List<Path> serviceFiles() {
        String own = get("PGSERVICEFILE");
        String system = get("PGSYSCONFDIR");
        Path first = own == null ? home.resolve(".pg_service.conf") : Path.of(own);
        return system == null ? List.of(first) : List.of(first, Path.of(system, "pg_service.conf"));
    }
}
