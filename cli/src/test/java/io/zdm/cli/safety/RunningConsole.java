package io.zdm.cli.safety;

import io.zdm.cli.safety.Zdm.Running;
import io.zdm.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code zdm-batch console} on a test's database. */
record RunningConsole(Running running, String url, Path audit) implements AutoCloseable {

    static final String TOKEN = "a-token-of-the-tests-0123";

    private static final Pattern URL = Pattern.compile("Console: (\\S+)/login");

    static RunningConsole start(TestDatabase database, Path folder, String... more) {
        return start(database, folder, Map.of("ZDM_CONSOLE_TOKEN", TOKEN), more);
    }

    static RunningConsole start(TestDatabase database, Path folder, Map<String, String> variables, String... more) {
        Path audit = folder.resolve("audit.jsonl");
        Running running = new Zdm(database)
                .with(variables)
                .start(Zdm.with(new String[] {"console", "--port=0", "--audit=" + audit}, more));
        Waiting.until(
                "the console's address",
                () -> {
                    if (running.code().isDone()) {
                        throw new AssertionError("Ended with " + running.code().join() + ":\n" + running.errors());
                    }
                    return URL.matcher(said(running)).find();
                },
                running::errors);
        Matcher url = URL.matcher(said(running));
        if (!url.find()) {
            throw new AssertionError(said(running));
        }
        return new RunningConsole(running, url.group(1), audit);
    }

    private static String said(Running running) {
        return running.out().toString(StandardCharsets.UTF_8);
    }

    ConsoleClient client() {
        return new ConsoleClient(url);
    }

    @Override
    public void close() {
        running.close();
    }
}
