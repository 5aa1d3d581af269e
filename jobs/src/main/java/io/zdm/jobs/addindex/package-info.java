/** A new index, built CONCURRENTLY. */
@NullMarked
package io.zdm.jobs.addindex;

import org.jspecify.annotations.NullMarked;
