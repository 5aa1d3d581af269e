package io.zdm.engine.plan;

/** What a domain, or one that it is made of, says of values. */
public enum DomainRules {
    /** No domain, or one without constraints. */
    NONE,
    /** It may reject a value, but never NULL. */
    ACCEPT_NULL,
    /** It rejects NULL, too. */
    REJECT_NULL
}
