/** Fills columns of existing rows with what an expression says. */
@NullMarked
package io.zdm.jobs.backfillcolumn;

import org.jspecify.annotations.NullMarked;
