package io.zdm.cli.sandbox;

import io.zdm.engine.postgres.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A PostgreSQL of one's own for trying zdm-batch, with Airflow's tables in it. Its data outlives the process, so that a
 * later command sees what an earlier one did; several processes may use it at once, and the last one stops it.
 *
 * <p>Nothing here runs in a shutdown hook: at SIGTERM the engine still needs the server. Whoever joins must close.
 */
public final class Sandbox implements AutoCloseable {

    private final SandboxLock lock;
    private final SandboxUsers users;
    private final SandboxServer server;
    private final SandboxUsers.User self;
    private final Target target;
    private final AtomicBoolean left = new AtomicBoolean();

    private Sandbox(Places places, SuperuserLogin login, SandboxUsers.User self) {
        this.lock = places.lock();
        this.users = places.users();
        this.server = places.server();
        this.self = self;
        this.target = new Target(
                SandboxServer.HOST,
                login.port(),
                SampleDatabase.NAME,
                SandboxServer.url(login.port(), SampleDatabase.NAME),
                SampleDatabase.ROLE,
                null,
                Map.of(),
                true);
    }

    /**
     * Uses the sandbox of a directory: starts it, unless it runs, and fills it on first use, which takes some seconds.
     *
     * @param directory the working directory; everything is kept in its {@code .zdm}
     * @param err gets one line that says that the sandbox is used
     * @throws SandboxException where that is impossible, saying what to do
     */
    public static Sandbox join(Path directory, PrintStream err) {
        Places places = Places.in(directory);
        return places.lock().holding(() -> places.join(err));
    }

    /** The sample database, for a role that owns all in it and is no superuser. */
    public Target target() {
        return target;
    }

    /** Leaves; the last user alive stops the server. Doing it twice is harmless. */
    @Override
    public void close() {
        if (!left.getAndSet(true)) {
            lock.holding(() -> {
                self.close();
                if (!users.anyAlive()) {
                    server.stop();
                }
                return left;
            });
        }
    }

    private record Places(Path data, SandboxLock lock, SandboxUsers users, SandboxServer server) {

        static Places in(Path directory) {
            Path home = directory.toAbsolutePath().normalize().resolve(".zdm");
            try {
                Files.createDirectories(home);
            } catch (IOException e) {
                throw new SandboxException(
                        "Cannot make %s for the sandbox: %s. Make the directory writable, or configure a database with ZDM_URL."
                                .formatted(home, e.getMessage()),
                        e);
            }
            Path data = home.resolve("sandbox");
            return new Places(
                    data,
                    new SandboxLock(home.resolve("sandbox.lock")),
                    new SandboxUsers(home.resolve("sandbox-users")),
                    new SandboxServer(data, home.resolve("sandbox.log"), new PostgresBinaries(home)));
        }

        Sandbox join(PrintStream err) {
            try {
                SuperuserLogin login = server.ensureRunning();
                SampleDatabase sample = new SampleDatabase(server);
                boolean filled = sample.exists(login);
                err.printf(
                        "No database is configured (--url, ZDM_URL, PG*): using the sandbox in %s, port %d%s.%n",
                        data, login.port(), filled ? "" : ", after filling it with sample tables");
                if (!filled) {
                    sample.fill(login);
                }
                return new Sandbox(this, login, users.enter());
            } catch (RuntimeException e) {
                stopUnlessUsed(e);
                throw e;
            }
        }

        private void stopUnlessUsed(RuntimeException e) {
            try {
                if (!users.anyAlive()) {
                    server.stop();
                }
            } catch (RuntimeException another) {
                e.addSuppressed(another);
            }
        }
    }
}
