/** All SQL: reading the catalog, the rehearsal, short DDL under lock timeouts, chunks, triggers, proofs. */
@NullMarked
package io.zdm.engine.postgres;

import org.jspecify.annotations.NullMarked;
