/** Runs migrations on a PostgreSQL that is there for nothing else, and sees what it does. The only package with JDBC. */
@NullMarked
package io.zdm.lint.trace;

import org.jspecify.annotations.NullMarked;
