package io.zdm.cli.connection;

import io.zdm.engine.change.UsageException;
import io.zdm.engine.postgres.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which database is meant: {@code --url} and {@code --user}, then {@code ZDM_URL}, then libpq's service,
 * variables and password file, then libpq's defaults. One URL replaces the other; what the URL leaves open is filled
 * from libpq's.
 */
public final class TargetResolver {

    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private final Environment environment;
    private final String osUser;
    private final Consumer<String> warnings;

    /**
     * @param variables the environment
     * @param home of the user, for {@code .pgpass} and {@code .pg_service.conf}
     * @param osUser the role where none is named
     * @param warnings one line each, for stderr
     */
    public TargetResolver(Map<String, String> variables, Path home, String osUser, Consumer<String> warnings) {
        this.environment = new Environment(variables, home);
        this.osUser = osUser;
        this.warnings = warnings;
    }

    /**
     * The database meant; empty where none is configured in any way and therefore the sandbox is to be used.
     *
     * @param url of {@code --url}
     * @param user of {@code --user}; beats the URL's
     * @param noSandbox whether {@code --no-sandbox} was given
     * @throws UsageException where something cannot be understood, a password stands in {@code --url}, or the sandbox
     *     is refused; never shows a password
     */
    public Optional<Target> resolve(@Nullable String url, @Nullable String user, boolean noSandbox) {
        if (url == null && user == null && !environment.namesDatabase()) {
            refuseSandboxWhereUnwanted(noSandbox);
            return Optional.empty();
        }
        Map<String, String> parameters = url(url);
        if (user != null) {
            overrideUser(parameters, user);
        }
        addLibpq(parameters);
        return Optional.of(target(parameters));
    }

    private void refuseSandboxWhereUnwanted(boolean noSandbox) {
        String variable = environment.get("ZDM_SANDBOX");
        if (variable != null && !Set.of("on", "off").contains(variable)) {
            throw new UsageException(
                    "Cannot read ZDM_SANDBOX: it is neither on nor off. Set it to one of them, or unset it.");
        }
        if (noSandbox || "off".equals(variable)) {
            throw new UsageException(
                    "No database is configured, and %s forbids the sandbox. "
                                    .formatted(noSandbox ? "--no-sandbox" : "ZDM_SANDBOX=off")
                            + "Give --url=postgresql://user@host:5432/database, or set ZDM_URL, or PGHOST, PGDATABASE and PGUSER.");
        }
    }

    private Map<String, String> url(@Nullable String flag) {
        if (flag != null) {
            Map<String, String> said = ConnectionUrl.parse("--url", flag);
            if (said.containsKey("password") || said.containsKey("sslpassword")) {
                throw new UsageException(
                        "Refused: --url contains a password, which other users of this machine can see. "
                                + "Leave it out and set PGPASSWORD or ZDM_URL, or write it to ~/.pgpass.");
            }
            return said;
        }
        String variable = environment.get("ZDM_URL");
        return variable == null ? new LinkedHashMap<>() : ConnectionUrl.parse("ZDM_URL", variable);
    }

    private static void overrideUser(Map<String, String> parameters, String user) {
        if (user.isBlank()) {
            throw new UsageException("--user is empty. Give the role to log in with, or leave the option out.");
        }
        // a password in the URL belongs to the user in the URL
        if (!user.equals(parameters.put("user", user))) {
            parameters.remove("password");
        }
    }

    private void addLibpq(Map<String, String> parameters) {
        Map<String, String> variables = environment.parameters();
        String service = parameters.getOrDefault("service", variables.get("service"));
        if (service != null) {
            // before the variables, as in libpq
            new ServiceFile(environment.serviceFiles()).service(service).forEach(parameters::putIfAbsent);
        }
        variables.forEach(parameters::putIfAbsent);
    }

    private Target target(Map<String, String> parameters) {
        HostList hosts = HostList.parse(hosts(parameters), parameters.get("port"));
        String user = parameters.getOrDefault("user", osUser);
        String database = parameters.getOrDefault("dbname", user);
        Map<String, String> properties = new LinkedHashMap<>(parameters);
        properties.keySet().removeIf(ParameterNames::isOwn);
        if (!SSL_MODES.contains(properties.getOrDefault("sslmode", "prefer"))) {
            throw new UsageException(
                    "Cannot read sslmode (PGSSLMODE): it is none of disable, allow, prefer, require, verify-ca, verify-full.");
        }
        return new Target(
                hosts.first().host(),
                hosts.first().port(),
                database,
                "jdbc:postgresql://" + hosts.inUrl() + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8),
                user,
                password(parameters, hosts, database, user),
                properties,
                false);
    }

    private static @Nullable String hosts(Map<String, String> parameters) {
        String host = parameters.get("host");
        String address = parameters.get("hostaddr");
        if (host != null && address != null) {
            throw new UsageException("Both host and hostaddr are set, and the JDBC driver cannot tell them apart. "
                    + "Unset PGHOSTADDR, or give the address as host.");
        }
        return host == null ? address : host;
    }

    private @Nullable String password(Map<String, String> parameters, HostList hosts, String database, String user) {
        String said = parameters.get("password");
        if (said != null) {
            return said;
        }
        String file = parameters.get("passfile");
        Path path = file == null ? environment.passwordFile() : Path.of(file);
        // one login for all servers: the first server's line counts
        return new PasswordFile(path, warnings).find(hosts.first(), database, user);
    }
}
