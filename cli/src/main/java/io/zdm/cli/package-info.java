/** The command line: parses first, starts Spring only for what runs changes. */
@NullMarked
package io.zdm.cli;

import org.jspecify.annotations.NullMarked;
