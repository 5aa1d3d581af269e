/** The embedded PostgreSQL that is used where no database is configured; shared by all processes of a directory. */
@NullMarked
package io.zdm.cli.sandbox;

import org.jspecify.annotations.NullMarked;
