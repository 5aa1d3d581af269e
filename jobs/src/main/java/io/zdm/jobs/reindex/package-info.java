/** Indexes, built anew CONCURRENTLY. */
@NullMarked
package io.zdm.jobs.reindex;

import org.jspecify.annotations.NullMarked;
