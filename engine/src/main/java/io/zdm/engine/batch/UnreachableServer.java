package io.zdm.engine.batch;

import io.zdm.engine.change.UsageException;
import io.zdm.engine.postgres.Sql;
import io.zdm.engine.postgres.Target;

/** A connection that could not be made, in words that say what to look at. */
public final class UnreachableServer {

    private UnreachableServer() {}

    public static UsageException error(Target target, Exception e) {
        String why = Sql.message(e).replaceFirst("\\.$", "");
        String advice = switch (Sql.state(e)) {
            case "28P01", "28000" -> " Check the user and the password (PGPASSWORD, ~/.pgpass or ZDM_URL).";
            case "3D000" -> " Check the database's name.";
            // Of a refused connection the driver says it by itself.
            default -> why.contains("Check that") ? "" : " Check host, port and that the server takes connections.";
        };
        return new UsageException(
                "Cannot connect to " + target + ": " + why + "." + advice + " Nothing was changed.", e);
    }
}
