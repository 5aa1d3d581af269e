package io.zdm.cli.command;

import io.zdm.engine.change.UsageException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Who is told of what a person wants to be called for. */
public final class HookOptions {

    @Option(
            names = "--on-event",
            paramLabel = "COMMAND",
            description = "start this shell command for what a person wants to be called for (started, throttled,"
                    + " blocked, verify-failed, waiting-for-contract, done, failed …), with a JSON message on its stdin;"
                    + " may be given several times")
    List<String> commands = new ArrayList<>();

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            description = "post the same messages there, signed with ZDM_WEBHOOK_SECRET where that is set; may be given"
                    + " several times")
    List<String> webhooks = new ArrayList<>();

    /** @throws UsageException where one is no URL */
    List<URI> urls() {
        return webhooks.stream()
                .map(url -> ObservationOptions.http("--webhook", url))
                .toList();
    }

    /** @throws UsageException where a value makes no sense */
    void validate() {
        urls();
    }

    /** As they were given. */
    List<String> arguments() {
        return Stream.concat(
                        commands.stream().map(command -> "--on-event=" + command),
                        webhooks.stream().map(url -> "--webhook=" + url))
                .toList();
    }
}
