package io.zdm.lint;

/**
 * A lock that a statement takes.
 *
 * @param object the table, index or other object, as the statement writes it
 * @param mode PostgreSQL's name of the lock mode, such as ACCESS EXCLUSIVE
 */
public record Lock(String object, String mode) {}
