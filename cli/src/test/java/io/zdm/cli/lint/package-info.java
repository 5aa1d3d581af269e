/** The command lint, as a shell and a CI system see it. */
@NullMarked
package io.zdm.cli.lint;

import org.jspecify.annotations.NullMarked;
