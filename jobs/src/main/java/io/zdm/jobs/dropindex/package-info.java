/** An index, dropped CONCURRENTLY. */
@NullMarked
package io.zdm.jobs.dropindex;

import org.jspecify.annotations.NullMarked;
