/** Files and the statements in them, with exact places. */
@NullMarked
package io.zdm.lint.source;

import org.jspecify.annotations.NullMarked;
