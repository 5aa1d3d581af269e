/** Who else hears what happens to a change while it runs. */
@NullMarked
package io.zdm.cli.observe;

import org.jspecify.annotations.NullMarked;
