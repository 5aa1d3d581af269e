package io.zdm.engine.postgres;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/** What must hold of the server, the role and the table, whatever the change. */
final class Preflight {

    private static final int OLDEST = 14;
    private static final int NEWEST = 18;

    private final Database database;

    Preflight(Database database) {
        this.database = database;
    }

    int serverMajorVersion() {
        return database.value("SELECT current_setting('server_version_num')::int / 10000", Integer.class);
    }

    List<Problem> server() {
        List<Problem> problems = new ArrayList<>();
        int version = serverMajorVersion();
        String server = database.value("SELECT 'PostgreSQL ' || current_setting('server_version')", String.class);
        if (version < OLDEST || version > NEWEST) {
            problems.add(new Problem(
                    ProblemCode.UNSUPPORTED_VERSION,
                    server,
                    "This server is " + server + "; zdm-batch knows " + OLDEST + " to " + NEWEST,
                    "Use a server of one of those versions."));
        }
        if (database.isTrue("SELECT pg_is_in_recovery()")) {
            problems.add(new Problem(
                    ProblemCode.READ_ONLY_SERVER,
                    server,
                    "This server is a standby: nothing can be changed here",
                    "Connect to the primary."));
        } else if (database.isTrue("SELECT current_setting('transaction_read_only')::boolean")) {
            problems.add(new Problem(
                    ProblemCode.READ_ONLY_SERVER,
                    server,
                    "Transactions are read-only here",
                    "Connect to a server that takes writes."));
        }
        return problems;
    }

    /** Rights that every change of a table needs. */
    List<Problem> table(TableSnapshot table) {
        List<Problem> problems = new ArrayList<>();
        String object = table.ref().sql();
        String role = database.value("SELECT quote_ident(current_user)", String.class);
        String kind = notATable(table);
        if (kind != null) {
            problems.add(
                    new Problem(ProblemCode.NOT_A_TABLE, object, object + " is " + kind, "Name an ordinary table."));
        }
        if (!table.ownedByRole()) {
            problems.add(privilege(
                    object,
                    "The role " + role + " is not the owner of " + object + ", which is "
                            + Identifier.quote(table.owner()),
                    "Run as the owner, or GRANT " + Identifier.quote(table.owner()) + " TO " + role + "."));
        }
        if (!database.isTrue(
                "SELECT has_schema_privilege(?, 'CREATE')", table.ref().schema())) {
            String schema = Identifier.quote(table.ref().schema());
            problems.add(privilege(
                    schema,
                    "The role " + role + " may not CREATE in the schema " + schema + ": no index could be built",
                    "GRANT CREATE ON SCHEMA " + schema + " TO " + role + "."));
        }
        if (database.isTrue("SELECT to_regnamespace('zdm') IS NULL")) {
            if (!database.isTrue("SELECT has_database_privilege(current_database(), 'CREATE')")) {
                String name = database.value("SELECT quote_ident(current_database())", String.class);
                problems.add(privilege(
                        name,
                        "The role " + role + " may not CREATE in the database " + name
                                + ": the schema zdm could not be made",
                        "GRANT CREATE ON DATABASE " + name + " TO " + role + ", or let someone CREATE SCHEMA zdm"
                                + " AUTHORIZATION " + role + "."));
            }
        } else if (!database.isTrue("SELECT has_schema_privilege('zdm', 'CREATE')")) {
            problems.add(privilege(
                    "zdm",
                    "The role " + role + " may not CREATE in the schema zdm, which another role owns",
                    "Run as that role, or GRANT it to " + role + "."));
        }
        return problems;
    }

    /** Rights on a table partition or an inheritance child. */
    List<Problem> member(TableSnapshot member) {
        List<Problem> problems = new ArrayList<>();
        String object = member.ref().sql();
        if (member.kind() == 'f') {
            problems.add(new Problem(
                    ProblemCode.FOREIGN_TABLE,
                    object,
                    object + " is a foreign table among the table's descendants: its rows are not in this database",
                    "Detach it first, and change its table on the other server."));
        }
        if (member.persistence() == 't') {
            problems.add(new Problem(
                    ProblemCode.NOT_A_TABLE,
                    object,
                    object + " is a temporary table among the table's descendants, which only its own session sees",
                    "Drop it first."));
        }
        String role = database.value("SELECT quote_ident(current_user)", String.class);
        if (!member.ownedByRole()) {
            problems.add(privilege(
                    object,
                    "The role " + role + " is not the owner of " + object + ", which is "
                            + Identifier.quote(member.owner()),
                    "Run as the owner, or GRANT " + Identifier.quote(member.owner()) + " TO " + role + "."));
        }
        if (!database.isTrue(
                "SELECT has_schema_privilege(?, 'CREATE')", member.ref().schema())) {
            String schema = Identifier.quote(member.ref().schema());
            problems.add(privilege(
                    schema,
                    "The role " + role + " may not CREATE in the schema " + schema + ": no index could be built",
                    "GRANT CREATE ON SCHEMA " + schema + " TO " + role + "."));
        }
        return problems;
    }

    private static Problem privilege(String object, String message, String fix) {
        return new Problem(ProblemCode.MISSING_PRIVILEGE, object, message, fix);
    }

    private static @org.jspecify.annotations.Nullable String notATable(TableSnapshot table) {
        if (table.persistence() == 't') {
            return "a temporary table, which only its own session sees";
        }
        return switch (table.kind()) {
            case 'v' -> "a view";
            case 'm' -> "a materialized view";
            case 'f' -> "a foreign table";
            case 'S' -> "a sequence";
            case 'i', 'I' -> "an index";
            case 'c' -> "a composite type";
            default -> null;
        };
    }
}
