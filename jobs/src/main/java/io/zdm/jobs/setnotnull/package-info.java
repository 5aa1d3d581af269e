/** NOT NULL, proven by a check that is validated before. */
@NullMarked
package io.zdm.jobs.setnotnull;

import org.jspecify.annotations.NullMarked;
