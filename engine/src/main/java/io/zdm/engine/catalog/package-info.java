/** What was read from the catalog, once: immutable snapshots of a table and of everything that hangs on its columns. */
@NullMarked
package io.zdm.engine.catalog;

import org.jspecify.annotations.NullMarked;
