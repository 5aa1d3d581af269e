package io.zdm.cli.console;

import io.zdm.cli.console.Audit.Entry;
import io.zdm.cli.console.Audit.Who;
import io.zdm.cli.console.EventHub.Event;
import io.zdm.engine.change.StopSignal;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Runs the commands that pages ask for, each in a thread of its own, and remembers the last ones. */
final class RunningCommands implements AutoCloseable {

    private static final int REMEMBERED = 50;
    private static final int MOST_AT_ONCE = 32;
    private static final int UNEXPECTED = 1;
    private static final long PATIENCE_SECONDS = 110;

    private final Zdm zdm;
    private final List<String> hooks;
    private final EventHub events;
    private final Audit audit;
    private final StopSignal stop;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentSkipListMap<Long, RunningCommand> commands = new ConcurrentSkipListMap<>();
    private final ExecutorService threads =
            Executors.newCachedThreadPool(work -> new Thread(work, "zdm-console-command"));

    /** @param hooks further arguments of those that work on a change */
    RunningCommands(Zdm zdm, List<String> hooks, EventHub events, Audit audit, StopSignal stop) {
        this.zdm = zdm;
        this.hooks = hooks;
        this.events = events;
        this.audit = audit;
        this.stop = stop;
    }

    /**
     * What somebody wants.
     *
     * @param change null where it concerns the whole database
     * @param arguments behind the command's name and the change's number
     */
    record Asked(
            ConsoleDatabase database,
            @Nullable Long change,
            String action,
            List<String> arguments,
            Map<String, String> options) {}

    /** Begins it. Empty where the same is at work already, or too much is. */
    synchronized Optional<RunningCommand> begin(Asked asked, Who who) {
        String key = asked.database().key();
        List<RunningCommand> live =
                commands.values().stream().filter(c -> !c.isOver()).toList();
        if (live.size() >= MOST_AT_ONCE || live.stream().anyMatch(c -> c.isOf(key, asked.change(), asked.action()))) {
            return Optional.empty();
        }
        List<String> arguments = new ArrayList<>(List.of(asked.action()));
        if (asked.change() != null) {
            arguments.add(String.valueOf(asked.change()));
        }
        arguments.addAll(asked.arguments());
        RunningCommand command = new RunningCommand(
                numbers.incrementAndGet(), key, asked.change(), asked.action(), arguments, who.user(), stop.child());
        audit.note(who, entry(asked, "begun", null));
        commands.put(command.number(), command);
        forget();
        tell(command);
        threads.execute(() -> run(command, asked, who));
        return Optional.of(command);
    }

    private void run(RunningCommand command, Asked asked, Who who) {
        int code = UNEXPECTED;
        try (SaidLines lines = new SaidLines(line -> {
                    command.said(line);
                    tell(command);
                });
                PrintStream said = new PrintStream(lines, true, StandardCharsets.UTF_8)) {
            code = zdm.run(
                    Stream.of(command.arguments(), asked.database().arguments(), hooks(asked))
                            .flatMap(List::stream)
                            .toList(),
                    said,
                    said,
                    command.stop());
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(RunningCommands.class).error("A command of the console failed", e);
            command.said("Unexpected: " + e);
        } finally {
            command.ended(code);
            tell(command);
            audit.note(who, entry(asked, outcome(code), code == 0 ? null : "exit " + code));
        }
    }

    private List<String> hooks(Asked asked) {
        return ChangeAction.of(asked.action()).filter(ChangeAction::runs).isPresent() ? hooks : List.of();
    }

    private static Entry entry(Asked asked, String outcome, @Nullable String detail) {
        return new Entry(asked.database().key(), asked.change(), asked.action(), asked.options(), outcome, detail);
    }

    private static String outcome(int code) {
        return switch (code) {
            case 0 -> "done";
            case 2, 3 -> "refused";
            case 4 -> "stopped";
            default -> "failed";
        };
    }

    private void tell(RunningCommand command) {
        events.tell(new Event("command:" + command.number(), "command", command.json()));
    }

    private void forget() {
        while (commands.size() > REMEMBERED) {
            Optional<RunningCommand> oldest =
                    commands.values().stream().filter(RunningCommand::isOver).findFirst();
            if (oldest.isEmpty()) {
                return;
            }
            commands.remove(oldest.get().number());
        }
    }

    /** As Ctrl-C would. Empty where no such command is at work. */
    Optional<Map<String, @Nullable Object>> stop(long number, Who who) {
        RunningCommand command = commands.get(number);
        if (command == null || command.isOver()) {
            return Optional.empty();
        }
        audit.note(who, command.entry("stop asked"));
        command.stop().request("stopped from the console by " + who.user());
        return Optional.of(command.json());
    }

    /** Newest first. */
    List<Map<String, @Nullable Object>> newest() {
        return commands.descendingMap().values().stream()
                .map(RunningCommand::json)
                .toList();
    }

    /** Those at work end at their next chunk, as at Ctrl-C, and are waited for. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LoggerFactory.getLogger(RunningCommands.class)
                        .warn("Commands did not end within {} s", PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
