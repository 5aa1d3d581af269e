package io.zdm.cli.runbook;

import io.zdm.engine.change.ErrorCode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which pages of the runbook help with an error. */
public final class ErrorPages {

    private ErrorPages() {}

    /**
     * What to do now, and where to read on. A code that this release does not know leaves it as it is: it was written by
     * another one.
     *
     * @param code as printed
     */
    public static String pointing(String next, String code) {
        return Stream.of(ErrorCode.values())
                .filter(known -> known.text().equals(code))
                .findFirst()
                .map(known -> next + " Runbook: "
                        + of(known).stream().map(Page::text).collect(Collectors.joining(", ")) + ".")
                .orElse(next);
    }

    static List<Page> of(ErrorCode code) {
        Page exit = Page.valueOf("EXIT_" + code.exitCode());
        return switch (code) {
            case LOCK_TIMEOUT -> List.of(exit, Page.ALARM_STUCK_LOCK);
            case CONNECTION_LOST, OWNERSHIP_LOST -> List.of(exit, Page.ALARM_CRASHED);
            case VERIFY_DIFFERENCES -> List.of(exit, Page.ALARM_VERIFY_DIFFERENCES);
            case OUTCOME_UNKNOWN -> List.of(exit, Page.ALARM_AMBIGUOUS_SWAP);
            case UNEXPECTED,
                    REFUSED,
                    LIVE_OWNER,
                    NOT_POSSIBLE_NOW,
                    STOPPED,
                    VALUE_REJECTED,
                    NO_WAY_BACK,
                    CATALOG_DRIFTED -> List.of(exit);
        };
    }
}
