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
        boolean draws = !"dumb".equals(environment.get("TERM"));
        int width = size(environment).columns();
        boolean colours =
                err && draws && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Screen(out ? width : 0, width, colours, out && draws ? () -> size(environment) : null);
    }

    /** The terminal's own word, where stty is there to ask for it; COLUMNS and LINES win over that. */
    private static Screen.Size size(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        String rows = environment.getOrDefault("LINES", "");
        if (!isSize(columns) || !isSize(rows)) {
            String[] asked = asked().strip().split(" ", 2);
            rows = isSize(rows) ? rows : asked[0];
            columns = isSize(columns) ? columns : asked[asked.length - 1];
        }
        return new Screen.Size(
                isSize(columns) ? Integer.parseInt(columns) : Screen.USUAL_WIDTH,
                isSize(rows) ? Integer.parseInt(rows) : Screen.USUAL_HEIGHT);
    }

    private static boolean isSize(String text) {
        return text.matches("[1-9]\\d{0,4}");
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
