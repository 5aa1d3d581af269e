package io.zdm.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** PostgreSQL as a child process of this JVM, from binaries on the class path; also as root. */
final class EmbeddedServer implements ServerProcess {

    /** Generous: builds share their machine, and recovery after a crash counts as starting. */
    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final ServerBinaries binaries;
    private final Map<String, String> settings;
    private final Path data;
    private final int port;
    private @Nullable EmbeddedPostgres running;

    /** @param data empty, or a server's */
    private EmbeddedServer(ServerBinaries binaries, Map<String, String> settings, Path data) throws IOException {
        this.binaries = binaries;
        this.settings = settings;
        this.data = data;
        EmbeddedPostgres first = start(0);
        running = first;
        port = first.getPort();
    }

    static EmbeddedServer start(ServerBinaries binaries, Map<String, String> settings) {
        try {
            return new EmbeddedServer(binaries, settings, newDirectory(binaries.major()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start PostgreSQL " + binaries.major(), e);
        }
    }

    private static Path newDirectory(int major) throws IOException {
        return Files.createTempDirectory("zdm-postgres-" + major + "-");
    }

    /**
     * A copy of this server, which is stopped meanwhile, that streams from it. The binaries have no pg_basebackup; the
     * files of a server that does not run are as good.
     *
     * @param name its application_name, and that of the slot that keeps the WAL it needs
     */
    synchronized EmbeddedServer standby(String name) {
        try {
            stopImmediate();
            Path copy = newDirectory(binaries.major());
            copy(data, copy);
            startAgain();
            Files.deleteIfExists(copy.resolve("postmaster.pid"));
            Files.createFile(copy.resolve("standby.signal"));
            Files.writeString(
                    copy.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=%s port=%d user=%s application_name=%s'%nprimary_slot_name = '%s'%n"
                            .formatted(host(), port, ServerSettings.SUPERUSER, name, name),
                    StandardOpenOption.APPEND);
            return new EmbeddedServer(binaries, settings, copy);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a standby of the server on port " + port, e);
        }
    }

    /** With owners and permissions, which a server insists on. */
    private static void copy(Path from, Path to) throws IOException {
        try {
            Process copying = new ProcessBuilder("cp", "-a", from + "/.", to.toString())
                    .inheritIO()
                    .start();
            if (copying.waitFor() != 0) {
                throw new IOException("Cannot copy " + from);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    /** Ends the server as a crash would: no checkpoint, every session cut off, recovery at the next start. */
    synchronized void stopImmediate() {
        if (running == null) {
            throw new IllegalStateException("The server on port " + port + " is not running");
        }
        try {
            Process postmaster = running.getProcess();
            // SIGQUIT is PostgreSQL's immediate shutdown. SIGKILL would leave the backends to find out by themselves.
            new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster.pid()))
                    .start()
                    .waitFor();
            if (!postmaster.waitFor(STARTUP.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The server on port " + port + " did not stop");
            }
            closeRunning();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop the server on port " + port, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while stopping the server on port " + port, e);
        }
    }

    /** Starts the stopped server again: same data, same port. Returns when it accepts connections. */
    synchronized void startAgain() {
        if (running != null) {
            throw new IllegalStateException("The server on port " + port + " is running");
        }
        try {
            running = start(port);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the server on port " + port + " again", e);
        }
    }

    @Override
    public synchronized void close() {
        closeRunning();
        delete(data.toFile());
    }

    private void closeRunning() {
        if (running == null) {
            return;
        }
        Process postmaster = running.getProcess();
        try {
            // Also releases zonky's lock file. After a crash it logs that it found nothing to stop.
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop the server on port " + port, e);
        } finally {
            postmaster.destroyForcibly();
            running = null;
        }
    }

    private EmbeddedPostgres start(int wantedPort) throws IOException {
        File log = data.resolveSibling(data.getFileName() + ".log").toFile();
        log.deleteOnExit();
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPgBinaryResolver(binaries)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", host())
                .setServerConfig("unix_socket_directories", "")
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log))
                .setPort(wantedPort)
                .setPGStartupWait(STARTUP);
        settings.forEach(builder::setServerConfig);
        return builder.start();
    }

    /** What cannot be deleted stays in the temporary directory: no reason for a test to fail. */
    private static boolean delete(File file) {
        File[] children = Files.isSymbolicLink(file.toPath()) ? null : file.listFiles();
        if (children != null) {
            for (File child : children) {
                delete(child);
            }
        }
        return file.delete();
    }
}
