package io.zdm.cli.generated;

/** A statement that hangs something on a table which is there already. PostgreSQL may refuse it: then it is left out. */
record Feature(String sql) {}
