package io.zdm.lint.check;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_createContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Session_local_optionContext;

/** Timeouts: those that are missing, switched off or too long, and those that would end a CONCURRENTLY half way. */
final class TimeoutCheck implements Check {

    private static final long LONGEST = 5_000;
    private static final Pattern VALUE = Pattern.compile("'?\\s*(\\d+)\\s*(us|ms|s|min|h|d)?\\s*'?");

    @Override
    public void look(Visit visit) {
        Scene scene = visit.scene();
        Schema_createContext create = visit.create();
        if (create != null
                && create.set_statement() != null
                && create.set_statement().set_action().session_local_option() != null) {
            set(visit, create.set_statement().set_action().session_local_option());
            return;
        }
        Long timeout = scene.statementTimeoutMillis;
        if (timeout != null && timeout > 0 && TransactionCheck.isConcurrent(visit)) {
            visit.report(
                    "statement-timeout-concurrently",
                    visit.tree(),
                    "A statement_timeout of " + timeout + " ms ends this half way and leaves an INVALID index.");
        }
        if (!scene.lockTimeoutSet
                && !scene.lockTimeoutReported
                && !StrongLocks.of(visit).isEmpty()) {
            scene.lockTimeoutReported = true;
            visit.report(
                    "lock-timeout-missing",
                    visit.tree(),
                    "While this waits for its lock, everybody else waits behind it; no lock_timeout ends that.");
        }
    }

    private static void set(Visit visit, Session_local_optionContext option) {
        if (option.config_param == null || option.set_statement_value() == null) {
            return;
        }
        String name = Names.of(option.config_param);
        Long millis = millis(option.set_statement_value().getText());
        if (name.equals("statement_timeout")) {
            visit.scene().statementTimeoutMillis = millis;
        }
        if (!name.equals("lock_timeout")) {
            return;
        }
        visit.scene().lockTimeoutSet = millis == null || millis > 0;
        if (millis != null && millis == 0) {
            visit.scene().lockTimeoutReported = true;
            visit.report(
                    "lock-timeout-zero", option, "This switches the timeout off: a lock is waited for without end.");
        } else if (millis != null && millis > LONGEST) {
            visit.report("lock-timeout-long", option, "Everybody else may wait behind this one for " + millis + " ms.");
        }
    }

    private static @Nullable Long millis(String value) {
        Matcher matcher = VALUE.matcher(value.toLowerCase(Locale.ROOT));
        if (!matcher.matches() || matcher.group(1).length() > 12) {
            return value.equalsIgnoreCase("DEFAULT") ? 0L : null;
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "ms" : matcher.group(2);
        return switch (unit) {
            case "us" -> Math.max(number / 1000, number > 0 ? 1 : 0);
            case "s" -> number * 1000;
            case "min" -> number * 60_000;
            case "h" -> number * 3_600_000;
            case "d" -> number * 86_400_000;
            default -> number;
        };
    }
}
