package io.zdm.lint.check;

import io.zdm.lint.Finding;
import io.zdm.lint.Lock;
import io.zdm.lint.source.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All checks over files in their order. Remembers what the earlier ones have said about the tables. */
public final class Checker {

    private static final List<Check> OF_STATEMENTS = List.of(
            new IndexCheck(),
            new ConstraintCheck(),
            new AddColumnCheck(),
            new ColumnCheck(),
            new TableCheck(),
            new DropCheck(),
            new MaintenanceCheck(),
            new DataCheck(),
            new PartitionCheck(),
            new TypeCheck(),
            new TriggerCheck());

    private static final List<Check> ALL = new ArrayList<>(OF_STATEMENTS);

    static {
        ALL.add(new BlockCheck(OF_STATEMENTS));
        ALL.add(new KeyCheck());
        ALL.add(new TransactionCheck());
        ALL.add(new HeldLockCheck());
        ALL.add(new TimeoutCheck());
        ALL.add(new Memory());
    }

    private final Known known = new Known();
    private final int version;
    private final Set<String> smallTables;
    private final boolean oneTransaction;

    /**
     * @param version PostgreSQL's, 14 to 18
     * @param smallTables tables that are never large nor busy
     * @param oneTransaction whether the tool that runs a file opens a transaction around it
     */
    public Checker(int version, Set<String> smallTables, boolean oneTransaction) {
        this.version = version;
        this.smallTables = Set.copyOf(smallTables);
        this.oneTransaction = oneTransaction;
    }

    /** What was found in the statements of one file, and how many of them were understood. */
    public record Checked(List<Finding> findings, int read) {}

    public Checked check(List<SqlStatement> statements) {
        Scene scene = new Scene(version, known, smallTables, oneTransaction);
        List<Finding> findings = new ArrayList<>();
        int read = 0;
        for (SqlStatement statement : statements) {
            if (isOnlyData(statement)) {
                read++;
                continue;
            }
            SqlParse parsed = SqlParse.of(statement.sql());
            if (parsed.tree() == null) {
                findings.add(unread(statement, parsed));
                continue;
            }
            read++;
            List<Finding> own = new ArrayList<>();
            Visit visit = new Visit(statement, 0, parsed.tree(), scene, own);
            ALL.forEach(check -> check.look(visit));
            findings.addAll(own);
        }
        if (scene.begun && !statements.isEmpty()) {
            SqlStatement last = statements.get(statements.size() - 1);
            findings.add(finding(
                    last,
                    last.offset(),
                    "transaction-not-closed",
                    "The transaction is still open at the end of the file."));
        }
        return new Checked(findings, read);
    }

    /** Rows written out: nothing in them blocks, and parsing so much takes more memory than there is. */
    private static boolean isOnlyData(SqlStatement statement) {
        return statement.text().length() > SqlParse.LONGEST && statement.sql().regionMatches(true, 0, "INSERT", 0, 6);
    }

    private static Finding unread(SqlStatement statement, SqlParse parsed) {
        return finding(
                statement,
                statement.offset()
                        + Math.min(
                                parsed.errorOffset(),
                                Math.max(0, statement.text().length() - 1)),
                "not-read",
                "Not read, and so not checked: " + parsed.error() + ".");
    }

    private static Finding finding(SqlStatement statement, int offset, String id, String message) {
        return Finding.of(id, statement.file(), offset, statement.number(), message, statement.text(), List.<Lock>of());
    }
}
