package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.wire.Wire;
import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.Journal;
import io.zdm.testkit.JournalledTraffic;
import io.zdm.testkit.JournalledTraffic.Settings;
import io.zdm.testkit.PrivateServer;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One change of one table under journalled traffic, to its end: there, or there and back. Once on the way a fault strikes,
 * at a random question that the engine asks its server. Then the change is restarted, as a person would, until it is done;
 * every row must be what the application has committed, and the catalog what ALTER TABLE makes of it.
 */
final class ChaosRound implements AutoCloseable {

    private static final int MOST_ATTEMPTS = 8;
    private static final Duration GLANCE = Duration.ofMillis(20);

    private static final String SESSIONS = "FROM pg_stat_activity WHERE application_name = 'zdm-batch'"
            + " AND datname = current_database() AND pid <> pg_backend_pid()";

    private final PrivateServer server;
    private final Launcher launcher;
    private final Fault fault;
    private final ChaosSubject subject;
    private final Random random;
    private final TestDatabase database;
    private final TestDatabase altered;
    private final Wire wire;
    private final List<String> story = new ArrayList<>();
    private boolean struck;

    ChaosRound(PrivateServer server, Launcher launcher, Fault fault, ChaosSubject subject, long seed) {
        this.server = server;
        this.launcher = launcher;
        this.fault = fault;
        this.subject = subject;
        this.random = new Random(seed);
        // Neighbouring seeds begin alike.
        random.nextLong();
        database = server.createDatabase();
        altered = server.createDatabase();
        wire = new Wire(server.host(), server.port());
        subject.create(database);
        subject.create(altered);
    }

    /** What was done so far, for the message of a failure. */
    String story() {
        return fault + " " + subject + ": " + String.join("\n", story);
    }

    void run() throws SQLException, InterruptedException {
        Settings settings = Settings.threads(2).perSecond(100).seed(random.nextLong());
        Journal journal;
        try (JournalledTraffic traffic = new JournalledTraffic(
                        subject.traffic(),
                        database::connect,
                        fault == Fault.SERVER_CRASH ? settings.tolerateLostConnections() : settings)
                .start()) {
            boolean back = random.nextBoolean();
            boolean early = back && (!subject.swaps() || random.nextBoolean());
            boolean second = random.nextInt(3) == 0;
            List<String> phases = subject.early();
            String until = early ? phases.get(random.nextInt(phases.size())) : "swap";
            complete(!second, subject.questions(until), subject.run("--until=" + until));
            String end = back ? "rollback" : "contract";
            complete(second, early ? ChaosSubject.FEW_QUESTIONS : subject.questions(end), end, "1");
            assertThat(state()).isEqualTo(back ? "ROLLED_BACK" : "COMPLETED");
            journal = traffic.stop();
            if (!back) {
                altered.execute(subject.alter());
                assertThat(database.queryOne(subject.proof())).isEqualTo("t");
            }
        }
        assertThat(journal.failures()).isEmpty();
        assertThat(journal.commits()).isPositive();
        assertThat(CatalogComparer.compare(Tree.pictures(altered), Tree.pictures(database)))
                .isEmpty();
        try (Connection is = database.connect()) {
            assertThat(journal.differences(is, value -> value)).isEmpty();
            assertThat(CatalogComparer.foreignTraces(is)).isEmpty();
        }
        awaitNoEngine();
    }

    /** The fault strikes on the way, if this is its command; then it is given again until it has got through. */
    private void complete(boolean unlucky, int questions, String... command) throws InterruptedException {
        wire.mend();
        Launcher.Engine engine = launcher.start(database, wire.port(), command);
        int code;
        if (unlucky) {
            int at = 1 + random.nextInt(questions);
            while (!engine.ended() && wire.questions() < at) {
                wire.awaitQuestions(at, GLANCE);
            }
            tell(command, "struck at question " + wire.questions() + " of about " + questions);
            code = strike(engine);
        } else {
            code = engine.code();
            tell(command, wire.questions() + " questions");
        }
        check(code, unlucky, engine);
        for (int attempt = 1; code != 0; attempt++) {
            assertThat(attempt).as(engine.said()).isLessThan(MOST_ATTEMPTS);
            awaitNoEngine();
            engine = launcher.start(database, wire.port(), again(command));
            code = engine.code();
            tell(command, "again, exit " + code);
            check(code, true, engine);
        }
    }

    private void tell(String[] command, String what) {
        story.add(String.join(" ", command) + ": " + what);
    }

    /** What was begun is never refused, and nobody is told that a person must look where none needs to. */
    private void check(int code, boolean unlucky, Launcher.Engine engine) {
        story.add("exit " + code);
        if (!unlucky) {
            assertThat(code).as(engine.said()).isZero();
        } else if (code == 6) {
            assertThat(engine.said()).contains("the server does not say whether it was committed");
        } else {
            // 137 is 128 + SIGKILL.
            assertThat(code).as(engine.said()).isIn(0, 1, 2, 4, 137);
        }
    }

    /** The same command goes on with what it began; so does restart, once the direction is recorded. */
    private String[] again(String... command) {
        if (command[0].equals("contract") || random.nextBoolean() || state().isEmpty()) {
            return command;
        }
        String direction = command[0].equals("rollback") ? "rollback" : "forward";
        if (!direction.equals(database.queryOne("SELECT direction FROM zdm.change WHERE id = 1"))) {
            return command;
        }
        return command[0].equals("run")
                ? new String[] {"restart", "1", command[command.length - 1]}
                : new String[] {"restart", "1"};
    }

    /** Returns how the engine ended, or the one that took its place. */
    private int strike(Launcher.Engine engine) throws InterruptedException {
        assertThat(struck).isFalse();
        struck = true;
        switch (fault) {
            case STOP -> engine.stop();
            case OWNER_ENDED -> end("AND pid IN (" + owner() + ")");
            case WORKER_ENDED -> end("AND pid NOT IN (" + owner() + ") ORDER BY random() LIMIT 1");
            case ALL_ENDED -> end("");
            case SERVER_CRASH -> {
                server.stopImmediate();
                Thread.sleep(random.nextInt(300));
                server.startAgain();
            }
            case CUT -> wire.cutNow();
            case STALLED_A_WHILE -> {
                wire.stall();
                Thread.sleep(500 + random.nextInt(1000));
                wire.goOn();
            }
            case STALLED_THEN_CUT -> {
                wire.stall();
                Thread.sleep(random.nextInt(1000));
                wire.cutNow();
                wire.goOn();
            }
            case HALF_OPEN -> {
                return halfOpen(engine);
            }
            case SECOND_ENGINE -> secondEngine(engine);
            case TAKEN_OVER -> {
                return takenOver(engine);
            }
            case KILLED -> engine.kill();
        }
        int code = engine.code();
        if (fault.isHarmless()) {
            assertThat(code).as(engine.said()).isZero();
        }
        return code;
    }

    private String owner() {
        return "t".equals(database.queryOne("SELECT to_regclass('zdm.owner') IS NOT NULL"))
                ? "SELECT backend_pid FROM zdm.owner"
                : "SELECT 0";
    }

    private void end(String which) {
        database.queryList("SELECT pg_terminate_backend(pid) FROM (SELECT pid " + SESSIONS + " " + which + ") s");
    }

    /** The sessions that are left over still own the change, until somebody takes it over or the server hears of it. */
    private int halfOpen(Launcher.Engine engine) throws InterruptedException {
        wire.halfOpen();
        int code = engine.code();
        if (isOwned()) {
            String[] command = {"restart", "1", "--until=expand"};
            Launcher.Engine other = launcher.start(database, server.port(), command);
            assertThat(other.code()).as(other.said()).isEqualTo(3);
            if (random.nextBoolean()) {
                other = launcher.start(database, server.port(), Zdm.with(command, "--take-over"));
                story.add("take-over: exit " + other.code());
                assertThat(other.code()).as(other.said()).isIn(0, 1, 5);
                code = 1;
            }
        }
        wire.cutNow();
        return code;
    }

    /** Nothing of what it may ask for is granted while the first one lives. */
    private void secondEngine(Launcher.Engine engine) {
        for (String[] command : List.of(new String[] {"restart", "1"}, subject.run())) {
            if (!isOwned()) {
                return;
            }
            Launcher.Engine other = launcher.start(database, server.port(), command);
            int code = other.code();
            story.add(command[0] + " meanwhile: exit " + code);
            // 0 where the first had ended by then; see LocksTest for what a refused one leaves alone.
            assertThat(code).as(other.said()).isIn(engine.ended() ? List.of(0, 3) : List.of(3));
        }
    }

    private int takenOver(Launcher.Engine engine) {
        if (!isOwned()) {
            return engine.code();
        }
        Launcher.Engine other = launcher.start(database, server.port(), "restart", "1", "--take-over");
        int code = other.code();
        story.add("take-over: exit " + code);
        check(code, true, other);
        check(engine.code(), true, engine);
        return 1;
    }

    private boolean isOwned() {
        return state().equals("RUNNING");
    }

    private String state() {
        return "t".equals(database.queryOne("SELECT to_regclass('zdm.change_status') IS NOT NULL"))
                ? new Zdm(database).state(1)
                : "";
    }

    private void awaitNoEngine() {
        Waiting.until(
                "the engine's sessions have ended",
                () -> database.queryList("SELECT pid " + SESSIONS).isEmpty(),
                () -> Arrays.toString(database.queryList("SELECT state || ' ' || query " + SESSIONS)
                        .toArray()));
    }

    @Override
    public void close() {
        wire.close();
        database.close();
        altered.close();
    }
}
