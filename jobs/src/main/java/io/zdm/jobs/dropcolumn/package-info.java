/** Drops a column, with its values kept until contract. */
@NullMarked
package io.zdm.jobs.dropcolumn;

import org.jspecify.annotations.NullMarked;
