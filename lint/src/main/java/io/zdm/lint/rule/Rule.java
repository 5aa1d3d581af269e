package io.zdm.lint.rule;

import io.zdm.lint.Severity;

/**
 * What a rule says.
 *
 * @param effect what the statement does to whoever uses the database
 * @param takes the lock it takes, or what else happens
 * @param blocks whom that hurts
 * @param safe the safe way, as SQL
 * @param change the safe way as a change of zdm-batch, or why there is none
 * @param since the first of the supported versions of PostgreSQL for which it holds
 */
public record Rule(
        String id,
        Severity severity,
        Effect effect,
        String title,
        String takes,
        String blocks,
        String safe,
        String change,
        int since) {

    /** What a statement does to whoever uses the database. */
    public enum Effect {
        /** Others wait for as long as it works, which is the longer the larger the table. */
        BLOCKS,
        /** Something that was there is gone, or is called otherwise. */
        DESTROYS,
        /** PostgreSQL refuses it. */
        FAILS,
        /** Nothing of that in itself. */
        ADVICE
    }

    /** The rule's page. */
    public String page() {
        return """
                # %s

                %s.

                | | |
                |---|---|
                | severity | %s |
                | what happens | %s |
                | whom it hurts | %s |
                | PostgreSQL | %s |

                ## The safe way

                ```sql
                %s
                ```

                ## With zdm-batch

                %s

                ## If it has to be

                ```sql
                -- migration-unsafe-ack: why this is fine here
                ```
                """.formatted(
                        id,
                        title,
                        severity.word(),
                        takes,
                        blocks,
                        since <= 14 ? "14 to 18" : "from " + since,
                        safe.strip(),
                        change.startsWith("zdm-batch") ? "```\n" + change.strip() + "\n```" : change.strip());
    }
}
