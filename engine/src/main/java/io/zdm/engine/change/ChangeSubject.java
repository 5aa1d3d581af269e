package io.zdm.engine.change;

/**
 * The change that something happens to.
 *
 * @param table the lead table, as in SQL
 */
public record ChangeSubject(long id, String kind, String name, String table) {}
