package io.zdm.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL in a container, from the official image. */
final class ContainerServer implements ServerProcess {

    private final PostgreSQLContainer container;

    private ContainerServer(PostgreSQLContainer container) {
        this.container = container;
    }

    static ContainerServer start(int major, Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of("postgres"));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:" + major);
        container.withUsername(ServerSettings.SUPERUSER);
        // As in the embedded server: a role made by a test can log in without a password.
        container.withEnv("POSTGRES_HOST_AUTH_METHOD", "trust");
        container.withEnv("POSTGRES_INITDB_ARGS", "--locale=C --encoding=UTF8");
        container.withCommand(command.toArray(String[]::new));
        container.start();
        return new ContainerServer(container);
    }

    @Override
    public String host() {
        return container.getHost();
    }

    @Override
    public int port() {
        return container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
    }

    @Override
    public void close() {
        container.stop();
    }
}
