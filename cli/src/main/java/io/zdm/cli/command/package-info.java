/** One class a command, and the options they share. */
@NullMarked
package io.zdm.cli.command;

import org.jspecify.annotations.NullMarked;
