/** {@code changeColumnType}: other types for one or several columns of a table, in one pass. */
@NullMarked
package io.zdm.jobs.changecolumntype;

import org.jspecify.annotations.NullMarked;
