package io.zdm.lint.source;

/**
 * A comment between statements or inside one.
 *
 * @param text without the signs that begin and end it
 * @param offset where its sign begins
 * @param end behind it
 */
public record Comment(String text, int offset, int end) {}
