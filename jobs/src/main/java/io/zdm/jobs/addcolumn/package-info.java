/** Adds a column with any default, filled in existing rows without a rewrite. */
@NullMarked
package io.zdm.jobs.addcolumn;

import org.jspecify.annotations.NullMarked;
