package io.zdm.lint.trace;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens sessions of one database in which migrations may do whatever they want. */
@FunctionalInterface
public interface Sessions {

    /** A new session as superuser, in the simple query mode, so that a statement is sent as it was written. */
    Connection open() throws SQLException;
}
