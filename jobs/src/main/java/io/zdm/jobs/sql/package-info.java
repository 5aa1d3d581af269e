/** Statements of the user, one by one. */
@NullMarked
package io.zdm.jobs.sql;

import org.jspecify.annotations.NullMarked;
