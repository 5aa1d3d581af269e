package io.zdm.engine.plan;

import io.zdm.engine.catalog.Bound;
import io.zdm.engine.catalog.Dependent;
import io.zdm.engine.catalog.InboundForeignKey;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a change kind may ask while it plans. Answers come from the database; nothing is changed. */
public interface Planning {

    TableSnapshot table();

    /** The same questions for each member of the table's tree: itself first, each member after its parents. */
    List<Planning> members();

    /** Whether the table came to its tree since the swap: no earlier step knew of it. */
    default boolean joined() {
        return false;
    }

    /** Tables that have left the tree since the swap and are still there, qualified and quoted. */
    default List<String> left() {
        return List.of();
    }

    /** The change's number: what the engine makes for it is named after it. */
    long number();

    /** For example 17. */
    int serverMajorVersion();

    /** How many locks the server has room for, of all sessions together. */
    long lockTableSize();

    /** The setting that it follows from. */
    long maxLocksPerTransaction();

    Rehearsed rehearse(List<TypeTarget> targets);

    /** How a column would be that is not there yet; one of that name is left out of account. */
    NewColumn rehearse(NewColumn.Wanted column);

    /** How what hangs on a column reads under another name of it. */
    Rehearsed.Shape renamed(String column, String to);

    /** What an expression over the rows gives. */
    Computed compute(ComputedTarget target);

    /** Whether a row answers the question, of the table itself alone. */
    boolean anyRow(String condition);

    List<Dependent> dependents(int columnNumber);

    /** Foreign keys of other tables that reference this one. */
    List<InboundForeignKey> inboundForeignKeys();

    /** Sequences that belong to a column: a serial's, an identity's. */
    List<SequenceSnapshot> sequences(int columnNumber);

    /** The value that a sequence gave last, or will give first. */
    long lastValue(SequenceSnapshot sequence);

    /** What is bound to the columns of these names by their numbers, on any member, directly or through views. */
    Bound bound(List<String> columns);

    /** Makes all of it again on empty twins with the new types: what PostgreSQL would not. */
    List<Problem> rehearseBound(List<TypeTarget> targets);

    /** Columns of other tables, and types, that hold whole rows of the table. */
    List<String> rowTypeUsers();

    /** Whether a type is a domain that somewhere forbids values, and whether NULL is among them. */
    DomainRules domainRules(long typeOid);

    /** What the catalog says of a column and its dependents, a line a fact, to find drift by. */
    List<String> describe(int columnNumber);

    /** The type as format_type prints it, with its modifier; the text as given where it is no type. */
    String canonicalType(String type);

    /** Whether a row of pg_attrdef is this column's default. */
    boolean isDefaultOf(long defaultOid, int columnNumber);

    /** Whether the column was made by an open change on this table. */
    boolean ownsColumn(String name);

    /** Functions whose body names the word, as text: the catalog does not know what they mean by it. */
    List<String> functionsNaming(String word);

    /** Functions that take or return rows of the table, which go by the positions of its columns. */
    List<String> rowFunctions();

    /**
     * The answer to an SQL question about the catalog, a line a row; deparsed names are qualified.
     *
     * @param question a query of one text column
     */
    List<String> lines(String question);

    /**
     * What PostgreSQL makes of a statement, tried on an empty twin of the table.
     *
     * @param statement what to run, given the twin's name, qualified and quoted; unqualified names in it are understood as
     *     in a session of the user's
     */
    Trial tryOut(UnaryOperator<String> statement);

    /**
     * The same with two tables, so that no lock is taken on either of them.
     *
     * @param other from {@link #other}; where it is this very table, both names are the same twin's
     * @param statement given the names of this table's twin and of the other's
     */
    Trial tryOut(Planning other, BinaryOperator<String> statement);

    /** The same questions of another table, as the user wrote it. */
    Other other(String table);

    /** The statements of a text, in order. */
    List<Statement> statements(String text);

    /** The search_path of the user's sessions, in which unqualified names are understood. */
    String userPath();

    /** Either another table or why there is none. */
    record Other(@Nullable Planning planning, @Nullable Problem problem) {}

    /** The beginnings of statements in pg_stat_statements that go by them, too; none where it tells nothing. */
    List<String> positionalQueries();
}
