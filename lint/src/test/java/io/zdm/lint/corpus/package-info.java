/** Migrations whose labels PostgreSQL itself has settled. */
@NullMarked
package io.zdm.lint.corpus;

import org.jspecify.annotations.NullMarked;
