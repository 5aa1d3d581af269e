package io.zdm.cli.sandbox;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs from the class path, unpacked. zonky's own starter is not used: its server is a child of the
 * JVM that dies of the terminal's Ctrl-C, has fsync off, and is stopped by a shutdown hook while a chunk still runs.
 */
final class PostgresBinaries {

    private static final String PREFIX = "postgresql-";

    /** Gives the packed programs. */
    @FunctionalInterface
    interface Archive {
        byte[] read() throws IOException;
    }

    private final Path parent;
    private final Archive archive;
    private @Nullable Path home;

    /** @param parent where they are unpacked, in a directory named by what is in them */
    PostgresBinaries(Path parent) {
        this(parent, PostgresBinaries::ofClassPath);
    }

    PostgresBinaries(Path parent, Archive archive) {
        this.parent = parent;
        this.archive = archive;
    }

    /** Those of a PostgreSQL that is installed. */
    static PostgresBinaries installed(Path home) {
        PostgresBinaries binaries = new PostgresBinaries(home);
        binaries.home = home;
        return binaries;
    }

    /** Runs a program of PostgreSQL to its end, and returns what it printed. */
    String run(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses root; in a user namespace of its own it does not see that it is
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(unpacked().resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return new Command(command).run();
    }

    /** For example 17. */
    String majorVersion() throws IOException {
        return run("pg_ctl", List.of("--version")).replaceAll("(?s).*\\) (\\d+).*", "$1");
    }

    private Path unpacked() throws IOException {
        Path known = home;
        if (known != null) {
            return known;
        }
        byte[] packed = archive.read();
        Path directory = parent.resolve(PREFIX + digest(packed));
        if (!Files.isDirectory(directory)) {
            deleteOthers();
            Path scratch = parent.resolve(directory.getFileName() + ".new");
            unpack(packed, scratch);
            Files.move(scratch, directory, StandardCopyOption.ATOMIC_MOVE); // killed before: unpacked again next time
        }
        home = directory;
        return directory;
    }

    private static byte[] ofClassPath() throws IOException {
        String system =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac") ? "Darwin" : "Linux";
        try (var archive =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, System.getProperty("os.arch", ""))) {
            return archive.readAllBytes();
        } catch (IllegalStateException e) {
            throw new IOException(
                    "no PostgreSQL for this system (%s %s) in zdm-batch"
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
                    e);
        }
    }

    private static String digest(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** An earlier zdm-batch's, or half unpacked: no server runs when this is called. */
    private void deleteOthers() throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : old) {
                PathUtils.deleteDirectory(directory);
            }
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = entry.resolveIn(target);
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.resolveSibling("."));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    Files.setPosixFilePermissions(path, permissions(entry.getMode()));
                }
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        return PosixFilePermissions.fromString((mode & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
    }
}
