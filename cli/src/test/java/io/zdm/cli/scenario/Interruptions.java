package io.zdm.cli.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.scenario.ScenarioDatabase.Answer;
import io.zdm.cli.wire.Wire.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * G3 and G9: runs commands whose sessions are all cut off at a question chosen at random, then goes on as a person would
 * until they are done. Any moment is legal: the same ones each time, so that a build says the same of the same code;
 * {@code -Dzdm.seed=N} takes others.
 */
final class Interruptions {

    /** Of this JVM; each scenario has numbers of its own, whichever run beside it. */
    static final long SEED = Long.getLong("zdm.seed", 1);

    private static final int MOST_ATTEMPTS = 5;

    private final ScenarioDatabase database;
    private final Random random;
    private final List<String> story = new ArrayList<>();

    Interruptions(ScenarioDatabase database, String name) {
        this.database = database;
        this.random = new Random(SEED * 31 + name.hashCode());
    }

    int oneOf(int choices) {
        return random.nextInt(choices);
    }

    /** What was cut so far, for the message of a failure. */
    String story() {
        return "-Dzdm.seed=" + SEED + story;
    }

    /** @param questions about how many the command asks, uninterrupted */
    Answer run(int questions, String... command) {
        cutWithin(questions);
        Answer answer = database.zdm(command);
        for (int attempt = 1; answer.exitCode() != 0 && attempt < MOST_ATTEMPTS; attempt++) {
            assertThat(database.wire().wasCut()).as(said(command, answer)).isTrue();
            // Not 3: what was begun is never refused. 2 is a server that cannot be reached.
            assertThat(answer.exitCode()).as(said(command, answer)).isNotEqualTo(3);
            database.awaitNoEngine();
            if (attempt == 1 && random.nextInt(4) == 0) {
                cutWithin(questions);
            } else {
                database.wire().mend();
            }
            answer = database.zdm(again(command));
        }
        assertThat(answer.exitCode()).as(said(command, answer)).isZero();
        database.wire().mend();
        return answer;
    }

    /** Cuts a command off and leaves it at that. */
    Answer broken(int questions, String... command) {
        cutWithin(questions);
        Answer answer = database.zdm(command);
        database.wire().mend();
        database.awaitNoEngine();
        return answer;
    }

    private void cutWithin(int questions) {
        int at = 1 + random.nextInt(questions);
        Moment moment = random.nextBoolean() ? Moment.BEFORE_THE_QUESTION : Moment.BEFORE_THE_ANSWER;
        database.wire().cut(at, moment);
        story.add("cut " + moment + " " + at + " of " + questions);
    }

    /** The same command goes on with what it began; so does restart, once the direction is recorded. */
    private String[] again(String... command) {
        Optional<String> begun = database.openChange(command[0].equals("rollback") ? "rollback" : "forward");
        String[] next = begun.isPresent() && !command[0].equals("contract") && random.nextBoolean()
                ? new String[] {"restart", begun.get(), "--output=json"}
                : command;
        story.add(String.join(" ", next));
        return next;
    }

    private String said(String[] command, Answer answer) {
        return "%s, %s%n%s%n%s".formatted(String.join(" ", command), story(), answer.err(), answer.out());
    }
}
