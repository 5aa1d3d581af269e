package io.zdm.cli.console;

import io.zdm.engine.change.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may log in. Tokens are kept as digests: what is in memory does not log anybody in. */
public final class ConsoleUsers {

    private static final int LEAST_LENGTH = 16;
    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final List<Known> known;

    private ConsoleUsers(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /**
     * Somebody who has logged in.
     *
     * @param mayAct or else only look
     */
    public record User(String name, boolean mayAct) {}

    /** @param digest in hexadecimal */
    private record Known(User user, String digest) {}

    /** A token that nobody guesses. */
    public static String newToken() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /**
     * One person.
     *
     * @throws UsageException where the token is short
     */
    public static ConsoleUsers single(String name, String token, String source) {
        return new ConsoleUsers(List.of(known(name, token, true, source)));
    }

    /**
     * Of a file with a line for each: a name, a token and, for who may only look, {@code read-only}.
     *
     * @throws UsageException where it cannot be read, others may read it, or a line is not like that; shows no token
     */
    public static ConsoleUsers of(Path file) {
        List<Known> users = new ArrayList<>();
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
                throw new UsageException("Refused: others may read " + file
                        + ", which has tokens in it. chmod 600 it. Nothing was changed.");
            }
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] words = line.strip().split("\\s+", -1);
                if (words.length < 2 || words.length > 3 || (words.length == 3 && !words[2].equals("read-only"))) {
                    throw new UsageException(
                            file + ":" + number + " is not: NAME TOKEN, or NAME TOKEN read-only. Nothing was changed.");
                }
                users.add(known(words[0], words[1], words.length == 2, file + ":" + number));
            }
        } catch (IOException e) {
            throw new UsageException(
                    "Cannot read --users=" + file + " (" + e.getMessage() + "). Nothing was changed.", e);
        }
        if (users.isEmpty()) {
            throw new UsageException("--users=" + file + " names nobody. Nothing was changed.");
        }
        return new ConsoleUsers(users);
    }

    private static Known known(String name, String token, boolean mayAct, String source) {
        if (token.length() < LEAST_LENGTH) {
            throw new UsageException("The token of " + source + " is shorter than " + LEAST_LENGTH
                    + " characters and could be guessed. Make one with: openssl rand -base64 24. Nothing was changed.");
        }
        return new Known(new User(name, mayAct), digest(token));
    }

    /** Whose token this is. Takes as long for a wrong one as for a right one. */
    Optional<User> of(String token) {
        byte[] asked = bytes(digest(token));
        User found = null;
        for (Known each : known) {
            if (MessageDigest.isEqual(bytes(each.digest()), asked)) {
                found = each.user();
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] bytes(String digest) {
        return digest.getBytes(StandardCharsets.US_ASCII);
    }

    private static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
