package io.zdm.engine.change;

/** Where the engine says what it does, for the person who watches. Called from several threads. */
public interface Reporter {

    /** One line. */
    void say(String line);

    /**
     * How far a walk over the table is.
     *
     * @param title of the step
     * @param rows done so far, in all executions
     * @param total estimated
     */
    void progress(String title, long rows, long total);

    /** The same for what happens to one change. */
    default Reporter of(ChangeSubject change) {
        return this;
    }

    /** For programs: what has just happened to the change that this reporter is of. Returns at once and never throws. */
    default void happened(ChangeEvent event) {}

    Reporter SILENT = new Reporter() {
        @Override
        public void say(String line) {}

        @Override
        public void progress(String title, long rows, long total) {}
    };
}
