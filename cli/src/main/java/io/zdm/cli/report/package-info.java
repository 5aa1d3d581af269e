/** What a change took and how it went, as one web page. */
@NullMarked
package io.zdm.cli.report;

import org.jspecify.annotations.NullMarked;
