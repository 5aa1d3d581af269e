/** Integer ids with everything that refers to them become bigint. */
@NullMarked
package io.zdm.jobs.converttobigint;

import org.jspecify.annotations.NullMarked;
