package io.zdm.cli.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code ~/.pgpass}, read as libpq reads it. (pgjdbc's own reader takes its path from the process alone and accepts a
 * file that everybody may read.)
 */
final class PasswordFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path path;
    private final Consumer<String> warnings;

    PasswordFile(Path path, Consumer<String> warnings) {
        this.path = path;
        this.warnings = warnings;
    }

    /**
     * The password of the first line that fits; null where there is none or no file. An empty one where the file is
     * there and must not be used: given no password at all, pgjdbc would go and read the same file.
     */
    @Nullable
    String find(HostList.Server server, String database, String user) {
        if (!Files.exists(path)) {
            return null;
        }
        Optional<String> objection = objection();
        if (objection.isPresent()) {
            warnings.accept("Password file %s is ignored: %s".formatted(path, objection.get()));
            return "";
        }
        try {
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> password(line, server, database, user))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            warnings.accept("Password file %s is ignored: it cannot be read (%s).".formatted(path, e.getMessage()));
            return "";
        }
    }

    private Optional<String> objection() {
        if (!Files.isRegularFile(path)) {
            return Optional.of("it is not a plain file.");
        }
        try {
            boolean open = !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path));
            return open
                    ? Optional.of("others than its owner have access to it. Run: chmod 600 " + path)
                    : Optional.empty();
        } catch (UnsupportedOperationException | IOException e) {
            return Optional.empty(); // a file system without such permissions, where libpq does not look either
        }
    }

    private static Optional<String> password(String line, HostList.Server server, String database, String user) {
        String rest = line;
        for (String wanted : new String[] {server.host(), Integer.toString(server.port()), database, user}) {
            Optional<String> after = afterField(rest, wanted);
            if (after.isEmpty()) {
                return Optional.empty();
            }
            rest = after.get();
        }
        return Optional.of(unescape(rest)).filter(password -> !password.isEmpty());
    }

    /** What follows the first field and its colon, where the field is {@code *} or the wanted text. */
    private static Optional<String> afterField(String line, String wanted) {
        if (line.startsWith("*:")) {
            return Optional.of(line.substring(2));
        }
        int i = 0;
        for (int w = 0; w < wanted.length(); w++, i++) {
            if (i + 1 < line.length() && line.charAt(i) == '\\') {
                i++;
            }
            // an IPv6 address may stand there with its colons unescaped
            if (i >= line.length() || line.charAt(i) != wanted.charAt(w)) {
                return Optional.empty();
            }
        }
        return i < line.length() && line.charAt(i) == ':' ? Optional.of(line.substring(i + 1)) : Optional.empty();
    }

    private static String unescape(String field) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length() && field.charAt(i) != ':'; i++) {
            if (field.charAt(i) == '\\' && i + 1 < field.length()) {
                i++;
            }
            text.append(field.charAt(i));
        }
        return text.toString();
    }
}
