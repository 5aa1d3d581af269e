package io.zdm.lint.source;

import java.util.List;

/**
 * A statement of a file.
 *
 * @param number from 1
 * @param text as written, without the semicolon and without what stands before its first word
 * @param sql the same with placeholders and psql's variables replaced by names of the same length, so that it can be
 *     parsed and each place in it is the same place in the file
 * @param offset where it begins in the file's text
 * @param comments those since the end of the statement before, its own included
 */
public record SqlStatement(SourceFile file, int number, String text, String sql, int offset, List<Comment> comments) {

    public Position position() {
        return file.position(offset);
    }

    public int end() {
        return offset + text.length();
    }
}
