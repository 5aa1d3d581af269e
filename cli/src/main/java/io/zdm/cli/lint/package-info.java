/** What the command lint reads and writes. */
@NullMarked
package io.zdm.cli.lint;

import org.jspecify.annotations.NullMarked;
