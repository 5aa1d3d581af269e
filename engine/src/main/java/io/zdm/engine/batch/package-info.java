/** The change as a Spring Batch job: jobs, steps, partitions, ownership. The only package that knows Spring Batch. */
@NullMarked
package io.zdm.engine.batch;

import org.jspecify.annotations.NullMarked;
