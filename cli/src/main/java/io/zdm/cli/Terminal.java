package io.zdm.cli;

import io.zdm.cli.output.Screen;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Whether a person reads stderr, and on what. */
final class Terminal {

    private static final Path STDOUT = Path.of("/proc/self/fd/1");
    private static final Path STDERR = Path.of("/proc/self/fd/2");
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private Terminal() {}

    /** Asks the kernel where it says so (Linux); elsewhere the JVM, which from 22 on may say yes to a pipe. */
    static boolean isWatched() {
        return isTerminal(STDERR);
    }

    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal(Path stream) {
        try {
            String device = Files.readSymbolicLink(stream).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }

    /** How wide it is, and whether it may be coloured (https://no-color.org). */
    static Screen screen(Map<String, String> environment) {
        boolean out = isTerminal(STDOUT);
        boolean err = isTerminal(STDERR);
        if (!out && !err) {
            return Screen.NONE;
        }
        int width = width(environment);
        boolean colours =
                err && environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
        return new Screen(out ? width : 0, width, colours);
    }

    /** The terminal's own word, where stty is there to ask for it; COLUMNS wins over that. */
    private static int width(Map<String, String> environment) {
        String said = environment.getOrDefault("COLUMNS", "");
        if (!said.matches("[1-9]\\d{0,4}")) {
            said = asked().replaceFirst(".* ", "").strip();
        }
        return said.matches("[1-9]\\d{0,4}") ? Integer.parseInt(said) : Screen.USUAL_WIDTH;
    }

    private static String asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return stty.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        ? new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                        : "";
            } finally {
                stty.destroyForcibly();
            }
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
