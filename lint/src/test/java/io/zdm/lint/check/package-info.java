/** What the checks know of types. */
@NullMarked
package io.zdm.lint.check;

import org.jspecify.annotations.NullMarked;
