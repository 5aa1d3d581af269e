package io.zdm.lint.source;

/** A place in a file, as editors count: both from 1, the column in characters. */
public record Position(int line, int column) {}
