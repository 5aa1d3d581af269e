package io.zdm.cli.render;

import java.util.List;

/** A line of a script that can be printed for psql, or executed without it. */
sealed interface ScriptLine {

    record Comment(String text) implements ScriptLine {}

    /** For the person who watches. */
    record Say(String text) implements ScriptLine {}

    /** A statement without its semicolon. */
    record Sql(String statement) implements ScriptLine {}

    /** Each line of the question's answer is a statement. */
    record Each(String question) implements ScriptLine {}

    /**
     * Lines that run only where the question's answer is not true.
     *
     * @param question a query with one boolean answer; NULL counts as false
     * @param otherwise what is said where it is true
     */
    record Unless(String question, String otherwise, List<ScriptLine> lines) implements ScriptLine {}

    /**
     * Lines that run only where the user has set a psql variable, and those that run where not.
     *
     * @param variable in lower case
     */
    record WhereSet(String variable, List<ScriptLine> then, List<ScriptLine> otherwise) implements ScriptLine {}
}
