package io.zdm.engine.plan;

import java.util.Locale;

/** The closed list of reasons for a refusal; printed in kebab case. */
public enum ProblemCode {
    TABLE_NOT_FOUND,
    COLUMN_NOT_FOUND,
    INDEX_NOT_FOUND,
    TYPE_NOT_FOUND,
    NOT_A_TABLE,
    UNSUPPORTED_VERSION,
    READ_ONLY_SERVER,
    MISSING_PRIVILEGE,
    NO_CONVERSION,
    NO_REVERSE_CONVERSION,
    SESSION_DEPENDENT_CONVERSION,
    UNCONVERTIBLE_VALUES,
    VIOLATED_CHECK,
    DUPLICATE_ROWS,
    ORPHANED_ROWS,
    DEPENDENT_OBJECT,
    INBOUND_FOREIGN_KEY,
    GENERATED_COLUMN,
    CONSTRAINED_DOMAIN,
    PARTITIONED_TABLE,
    PARTITION_KEY,
    FOREIGN_TABLE,
    INHERITANCE,
    TYPED_TABLE,
    EXCLUSION_CONSTRAINT,
    INVALID_INDEX,
    USER_TRIGGER,
    ROW_LEVEL_SECURITY,
    RULE,
    FOREIGN_GRANTOR,
    NAME_TAKEN,
    DIFFERENT_DEFINITION,
    NULL_VALUES,
    VOLATILE_EXPRESSION,
    AMBIGUOUS_JOIN,
    REHEARSAL_FAILED,
    STATEMENT_NOT_POSSIBLE,
    TOO_MANY_COLUMNS,
    LOCK_TABLE_TOO_SMALL,
    ANOTHER_CHANGE,
    CHANGE_FILE_EDITED,
    HALTED,
    SIGNAL_INVISIBLE,
    LIVE_OWNER;

    /** As printed in JSON and text, for example {@code table-not-found}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
