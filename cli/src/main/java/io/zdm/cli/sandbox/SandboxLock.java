package io.zdm.cli.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Lets one process at a time join or leave; the kernel frees the lock of a process that was killed. */
record SandboxLock(Path file) {

    /**
     * Waits for the lock, without limit: whoever holds it is starting, filling or stopping the server.
     *
     * @throws SandboxException where the lock file cannot be written
     */
    <T> T holding(Supplier<T> action) {
        // Within a process the monitor comes first: closing a second channel of the file would free the first one's
        // lock.
        synchronized (SandboxLock.class) {
            boolean interrupted =
                    Thread.interrupted(); // would close the channel: leaving must work while being stopped
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                return action.get();
            } catch (IOException e) {
                throw new SandboxException(
                        "Cannot lock the sandbox with %s: %s. Make the directory writable, or configure a database with ZDM_URL."
                                .formatted(file, e.getMessage()),
                        e);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
