package io.zdm.engine.postgres;

import io.zdm.engine.plan.DomainRules;
import org.springframework.dao.DataAccessException;

/** What a domain forbids. */
final class Domains {

    /** A domain may be made of another one. */
    private static final String CONSTRAINED = """
            WITH RECURSIVE part(oid) AS (
                SELECT CAST(? AS oid)
                UNION
                SELECT t.typbasetype FROM part p JOIN pg_type t ON t.oid = p.oid WHERE t.typtype = 'd'
            )
            SELECT EXISTS (SELECT FROM part p JOIN pg_type t ON t.oid = p.oid WHERE t.typtype = 'd'
                AND (t.typnotnull OR EXISTS (SELECT FROM pg_constraint k WHERE k.contypid = t.oid)))
            """;

    private Domains() {}

    /** NULL is tried: a CHECK may reject it in any words. */
    static DomainRules rules(Database database, long type) {
        if (!database.isTrue(CONSTRAINED, type)) {
            return DomainRules.NONE;
        }
        String name = database.value("SELECT format_type(?, NULL)", String.class, type);
        try {
            database.isTrue("SELECT CAST(NULL AS " + name + ") IS NULL");
            return DomainRules.ACCEPT_NULL;
        } catch (DataAccessException e) {
            if (!Sql.isDataError(e)) {
                throw e;
            }
            return DomainRules.REJECT_NULL;
        }
    }
}
