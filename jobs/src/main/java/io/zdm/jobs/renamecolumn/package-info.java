/** Gives a column another name, with both in sync until contract. */
@NullMarked
package io.zdm.jobs.renamecolumn;

import org.jspecify.annotations.NullMarked;
