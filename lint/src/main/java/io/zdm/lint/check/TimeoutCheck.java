package io.zdm.lint.check;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Additional_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_createContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Script_additionalContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Session_local_optionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Set_actionContext;

/** Timeouts: those that are missing, switched off or too long, and those that would end a CONCURRENTLY half way. */
final class TimeoutCheck implements Check {

    private static final long LONGEST = 5_000;
    private static final Pattern VALUE = Pattern.compile("'?\\s*(\\d+)\\s*(us|ms|s|min|h|d)?\\s*'?");

    @Override
    public void look(Visit visit) {
        Scene scene = visit.scene();
        Schema_createContext create = visit.create();
        if (create != null && create.set_statement() != null) {
            Set_actionContext action = create.set_statement().set_action();
            if (action.session_local_option() != null) {
                set(visit, action.session_local_option(), action.LOCAL() != null);
            }
            return;
        }
        if (visit.tree().script_statement() != null) {
            reset(scene, visit.tree().script_statement().script_additional());
        }
        long timeout = scene.statementTimeout.millis();
        if (timeout > 0 && TransactionCheck.isConcurrent(visit)) {
            visit.report(
                    "statement-timeout-concurrently",
                    visit.tree(),
                    "A statement_timeout of " + timeout + " ms ends this half way and leaves an INVALID index.");
        }
        if (scene.lockTimeout.millis() == 0
                && !scene.lockTimeoutReported
                && !StrongLocks.of(visit).isEmpty()) {
            scene.lockTimeoutReported = true;
            visit.report(
                    "lock-timeout-missing",
                    visit.tree(),
                    "While this waits for its lock, everybody else waits behind it; no lock_timeout ends that."
                            + (scene.lockTimeoutInVain
                                    ? " The SET LOCAL before it has no effect outside of a transaction."
                                    : ""));
        }
    }

    private static void set(Visit visit, Session_local_optionContext option, boolean local) {
        if (option.config_param == null || option.set_statement_value() == null) {
            return;
        }
        Scene scene = visit.scene();
        String name = Names.of(option.config_param);
        Long millis = millis(option.set_statement_value().getText());
        boolean inVain = local && !scene.inTransaction();
        if (name.equals("statement_timeout") && !inVain) {
            set(scene.statementTimeout, millis, local);
        }
        if (!name.equals("lock_timeout")) {
            return;
        }
        if (inVain) {
            scene.lockTimeoutInVain = true;
        } else {
            set(scene.lockTimeout, millis, local);
        }
        if (millis != null && millis == 0) {
            scene.lockTimeoutReported = true;
            visit.report(
                    "lock-timeout-zero", option, "This switches the timeout off: a lock is waited for without end.");
        } else if (millis != null && millis > LONGEST) {
            visit.report("lock-timeout-long", option, "Everybody else may wait behind this one for " + millis + " ms.");
        }
    }

    private static void set(Timeout timeout, @Nullable Long millis, boolean local) {
        long value = millis == null ? Timeout.UNKNOWN : millis;
        if (local) {
            timeout.setLocal(value);
        } else {
            timeout.set(value);
        }
    }

    /** RESET and DISCARD ALL. */
    private static void reset(Scene scene, @Nullable Script_additionalContext script) {
        if (script == null) {
            return;
        }
        boolean all = script.DISCARD() != null && script.ALL() != null;
        List<String> names = List.of();
        Additional_statementContext more = script.additional_statement();
        if (more != null && more.RESET() != null) {
            all = more.ALL() != null;
            names = more.identifier().stream().map(Names::of).toList();
        }
        if (all || names.equals(List.of("lock_timeout"))) {
            scene.lockTimeout.reset();
        }
        if (all || names.equals(List.of("statement_timeout"))) {
            scene.statementTimeout.reset();
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
