/** Which database is meant: flags, {@code ZDM_URL}, libpq's variables and files. Nothing here connects. */
@NullMarked
package io.zdm.cli.connection;

import org.jspecify.annotations.NullMarked;
