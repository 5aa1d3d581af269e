/** A unique constraint, made of an index that was built CONCURRENTLY. */
@NullMarked
package io.zdm.jobs.addunique;

import org.jspecify.annotations.NullMarked;
