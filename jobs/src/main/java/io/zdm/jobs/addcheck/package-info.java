/** A CHECK constraint, added NOT VALID and then validated. */
@NullMarked
package io.zdm.jobs.addcheck;

import org.jspecify.annotations.NullMarked;
