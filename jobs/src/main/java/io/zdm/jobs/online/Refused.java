package io.zdm.jobs.online;

import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.NearestNames;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.Trial;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What PostgreSQL would not make of an empty twin, in its own words, and what to do. */
public final class Refused {

    /** As the server quotes names in its messages. */
    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");

    private Refused() {}

    /**
     * @param trial one that was refused
     * @param object that the definition is for
     * @param sentence the beginning of the message
     */
    public static Problem by(Trial trial, TableSnapshot table, String object, String sentence) {
        String refusal = String.valueOf(trial.refusal());
        List<String> columns = table.columnNames();
        String fix = NAME.matcher(refusal)
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(name -> !columns.contains(name)
                        && !NearestNames.of(name, columns).isEmpty())
                .findFirst()
                .map(name -> NearestNames.sentence(name, columns))
                .orElse("Change the definition; nothing was touched.");
        return new Problem(ProblemCode.REHEARSAL_FAILED, object, sentence + ": " + refusal, fix);
    }
}
