package io.zdm.cli.report;

import io.zdm.engine.change.ErrorCode;
import java.util.Locale;

/** How a step of a run ended. */
enum StepEnd {
    DONE,
    /** Asked to. */
    STOPPED,
    FAILED,
    /** Its process died, or lost the server. */
    CUT_OFF,
    /** Not yet. */
    OPEN;

    /** In the report. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Of the step at which a run ended with this error. */
    static StepEnd by(String code) {
        return code.equals(ErrorCode.STOPPED.text())
                ? STOPPED
                : code.equals(ErrorCode.CONNECTION_LOST.text()) || code.equals(ErrorCode.OWNERSHIP_LOST.text())
                        ? CUT_OFF
                        : FAILED;
    }
}
