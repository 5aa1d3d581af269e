package io.zdm.engine.catalog;

/**
 * A privilege on a column.
 *
 * @param grantee quoted, or PUBLIC
 * @param byOwner whether the table's owner gave it (only such a grant can be repeated by the owner)
 */
public record ColumnGrant(String privilege, String grantee, boolean grantable, String grantor, boolean byOwner) {}
