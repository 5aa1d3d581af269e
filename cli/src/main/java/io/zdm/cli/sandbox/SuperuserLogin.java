package io.zdm.cli.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The sandbox's port and its superuser's password, kept as a password file inside the data directory: {@code
 * PGPASSFILE=.zdm/sandbox/zdm.pgpass psql -h 127.0.0.1 -p PORT -U postgres zdm} works. Everybody on this machine may
 * log in as the role zdm, but only the directory's owner as superuser, who could run programs.
 */
record SuperuserLogin(int port, String password) {

    static final String USER = "postgres";

    static SuperuserLogin generate() {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        return new SuperuserLogin(freePort(), HexFormat.of().formatHex(secret));
    }

    /** The login kept in a data directory. */
    static SuperuserLogin read(Path data) throws IOException {
        String[] fields = Files.readString(file(data)).strip().split(":", -1);
        if (fields.length != 5) {
            throw new IOException(file(data) + " is not as it was written");
        }
        return new SuperuserLogin(Integer.parseInt(fields[1]), fields[4]);
    }

    void write(Path data) throws IOException {
        Path scratch = data.resolve("zdm.pgpass.new");
        Files.deleteIfExists(scratch);
        Files.createFile(scratch, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(scratch, "127.0.0.1:%d:*:%s:%s\n".formatted(port, USER, password));
        Files.move(scratch, file(data), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The same login on a port that is free now, which the old one may still be. */
    SuperuserLogin onFreePort() {
        return isFree(port) ? this : new SuperuserLogin(freePort(), password);
    }

    private static Path file(Path data) {
        return data.resolve("zdm.pgpass");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
