/** Tells other programs what happens to a change. */
@NullMarked
package io.zdm.cli.hook;

import org.jspecify.annotations.NullMarked;
