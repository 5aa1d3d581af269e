/** The change kinds, a package each. They describe and never execute. */
@NullMarked
package io.zdm.jobs;

import org.jspecify.annotations.NullMarked;
