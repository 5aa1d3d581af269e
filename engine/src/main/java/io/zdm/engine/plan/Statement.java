package io.zdm.engine.plan;

import java.util.List;

/**
 * A statement of the user's.
 *
 * @param sql without its semicolon
 * @param words in lower case; names in quotes with a leading quote, as they are; literals and comments count for nothing
 */
public record Statement(String sql, List<String> words) {

    public boolean begins(String... with) {
        return words.size() >= with.length && words.subList(0, with.length).equals(List.of(with));
    }
}
