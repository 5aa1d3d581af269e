package io.zdm.cli.generated;

import java.util.List;

/**
 * A statement that hangs something on a table which is there already. PostgreSQL may refuse it: then it is left out.
 *
 * @param drop what a careful person runs before an ALTER TABLE that refuses because of it; empty where none does
 * @param afterwards what he adds after any ALTER TABLE, because it forgets it
 * @param writes what an application does with it
 */
record Feature(String sql, List<String> drop, List<String> afterwards, List<String> writes) {

    /** The statement, then {@code /drop/}, {@code /after/} and {@code /write/}, each with another one. */
    static Feature parse(String text) {
        List<String> words = List.of(text.split(" (?=/(?:drop|after|write)/ )"));
        return new Feature(
                words.get(0), marked(words, "/drop/ "), marked(words, "/after/ "), marked(words, "/write/ "));
    }

    private static List<String> marked(List<String> words, String mark) {
        return words.stream()
                .filter(w -> w.startsWith(mark))
                .map(w -> w.substring(mark.length()))
                .toList();
    }
}
