/** The web page: all changes of one or several databases, live, and what can be done with them. */
@NullMarked
package io.zdm.cli.console;

import org.jspecify.annotations.NullMarked;
