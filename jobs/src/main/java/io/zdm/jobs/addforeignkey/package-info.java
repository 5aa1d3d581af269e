/** A foreign key, added NOT VALID and then validated, with an index that supports it. */
@NullMarked
package io.zdm.jobs.addforeignkey;

import org.jspecify.annotations.NullMarked;
