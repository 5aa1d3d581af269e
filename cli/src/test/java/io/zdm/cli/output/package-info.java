/** Tests of what is printed. */
@NullMarked
package io.zdm.cli.output;

import org.jspecify.annotations.NullMarked;
