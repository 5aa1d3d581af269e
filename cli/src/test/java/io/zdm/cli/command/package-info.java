/** What commands understand. */
@NullMarked
package io.zdm.cli.command;

import org.jspecify.annotations.NullMarked;
