package io.zdm.cli.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.commons.io.file.PathUtils;

/** Makes the sandbox's data directory. */
record SandboxInitialization(Path data, PostgresBinaries binaries) {

    private static final String SCRATCH = "sandbox.new-";

    /** Complete or not at all, however it ends. */
    void run() throws IOException {
        SuperuserLogin login = SuperuserLogin.generate();
        deleteHalfMade();
        // a name of its own: the initdb of a user who was killed may still be writing into its directory
        Path scratch = data.resolveSibling(SCRATCH + UUID.randomUUID());
        Path password = Files.createTempFile(data.getParent(), "password", "");
        try {
            Files.writeString(password, login.password());
            binaries.run("initdb", initdbArguments(scratch, password));
        } finally {
            Files.delete(password);
        }
        // the role zdm from this machine without a password; the superuser, who could run programs, with one
        Files.writeString(scratch.resolve("pg_hba.conf"), """
                host all %1$s %3$s/32 scram-sha-256
                host all %2$s %3$s/32 trust
                """.formatted(
                        SuperuserLogin.USER, SampleDatabase.ROLE, SandboxServer.HOST));
        login.write(scratch);
        Files.move(scratch, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void deleteHalfMade() throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(data.getParent(), SCRATCH + "*")) {
            for (Path directory : old) {
                PathUtils.deleteDirectory(directory);
            }
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            // still being written; the next sandbox made here deletes it
        }
    }

    private static List<String> initdbArguments(Path directory, Path password) {
        List<String> arguments = new ArrayList<>(List.of(
                "--pgdata=" + directory,
                "--username=" + SuperuserLogin.USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C", // there on every system
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        for (String setting : List.of(
                "listen_addresses=" + SandboxServer.HOST,
                "unix_socket_directories=",
                // what a crash must not lose is to be shown honestly
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on")) {
            arguments.addAll(List.of("--set", setting));
        }
        return arguments;
    }
}
