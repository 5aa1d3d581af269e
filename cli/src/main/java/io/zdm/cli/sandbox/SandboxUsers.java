package io.zdm.cli.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;

/**
 * Who uses the sandbox: one file for each, locked by its process for as long as it lives. The kernel frees the lock
 * however the process ends, so neither a pid used again nor a clock set back can make a dead user look alive. To be
 * called while the {@link SandboxLock} is held.
 */
final class SandboxUsers {

    private final Path directory;

    /** This process' files: their locks must not be tried, for closing a second channel would free them. */
    private final String ownPrefix;

    SandboxUsers(Path directory) {
        this.directory = directory;
        ProcessHandle self = ProcessHandle.current();
        long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        this.ownPrefix = self.pid() + "-" + start + "-";
    }

    /** A user until it is closed. */
    record User(Path file, FileChannel channel) implements AutoCloseable {

        @Override
        public void close() {
            try {
                channel.close();
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    User enter() {
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve(ownPrefix + UUID.randomUUID());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel.lock();
            return new User(file, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether anybody is left, this process included; forgets the dead. */
    boolean anyAlive() {
        boolean alive = false;
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                alive |= file.getFileName().toString().startsWith(ownPrefix) || !deletedAsDead(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return alive;
    }

    private static boolean deletedAsDead(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                return false;
            }
            Files.delete(file);
            return true;
        }
    }
}
