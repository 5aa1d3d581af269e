package io.zdm.engine.plan;

import io.zdm.engine.catalog.Dependent;
import io.zdm.engine.catalog.TableSnapshot;
import java.util.List;

/** What a change kind may ask while it plans. Answers come from the database; nothing is changed. */
public interface Planning {

    TableSnapshot table();

    /** The same questions for each member of the table's tree: itself first, each member after its parents. */
    List<Planning> members();

    /** The change's number: what the engine makes for it is named after it. */
    long number();

    /** For example 17. */
    int serverMajorVersion();

    Rehearsed rehearse(List<TypeTarget> targets);

    List<Dependent> dependents(int columnNumber);

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
}
