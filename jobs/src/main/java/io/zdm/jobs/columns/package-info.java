/** What the kinds that add, fill, rename and drop a column have in common. */
@NullMarked
package io.zdm.jobs.columns;

import org.jspecify.annotations.NullMarked;
