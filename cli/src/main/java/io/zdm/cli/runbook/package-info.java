/** The operator's page for one change on one table, put together from the pages in {@code runbook/}. */
@NullMarked
package io.zdm.cli.runbook;

import org.jspecify.annotations.NullMarked;
