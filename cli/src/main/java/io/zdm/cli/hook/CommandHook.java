package io.zdm.cli.hook;

import io.zdm.cli.connection.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts a command of the user's for each message, which it reads from stdin. What it prints is nobody's. */
final class CommandHook implements Hook {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String command;
    private final Map<String, String> environment;

    /** @param environment what it inherits, but for the secrets in it */
    CommandHook(String command, Map<String, String> environment) {
        this.command = command;
        this.environment = Secrets.without(environment);
    }

    @Override
    public String name() {
        return "the command of --on-event";
    }

    @Override
    public void deliver(HookMessage message) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("ZDM_EVENT", message.event().text());
        builder.environment().put("ZDM_CHANGE_ID", String.valueOf(message.change()));
        Process process = builder.start();
        try {
            give(process, message);
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("it took longer than " + PATIENCE.toSeconds() + " s and was ended");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException("it ended with exit code " + process.exitValue());
        }
    }

    /** A command that does not read has closed its stdin, which is its right: its exit code is what counts. */
    private static void give(Process process, HookMessage message) throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            in.write((message.body() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (!"Broken pipe".equals(e.getMessage()) && !"Stream closed".equals(e.getMessage())) {
                throw e;
            }
        }
    }
}
