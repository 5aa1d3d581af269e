/** A real browser for tests of pages. */
@NullMarked
package io.zdm.cli.browser;

import org.jspecify.annotations.NullMarked;
