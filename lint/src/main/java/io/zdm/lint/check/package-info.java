/** Looks at parsed statements, in their order, and reports by the id of a rule. */
@NullMarked
package io.zdm.lint.check;

import org.jspecify.annotations.NullMarked;
