package io.zdm.cli.observe;

import io.zdm.engine.change.ChangeEvent;
import io.zdm.engine.change.ChangeSubject;

/** Hears what happens to changes. Called from several threads; has to return at once. */
public interface ChangeListener extends AutoCloseable {

    void happened(ChangeSubject change, ChangeEvent event);

    /**
     * How far a walk over the table is.
     *
     * @param title of the walk
     */
    default void progress(ChangeSubject change, String title, long rows, long total) {}

    /** The command ends. */
    @Override
    default void close() {}
}
