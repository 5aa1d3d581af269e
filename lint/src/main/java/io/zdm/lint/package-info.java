/** Finds the statements of SQL migrations that block or destroy, and says the safe way. Knows neither Spring nor the engine. */
@NullMarked
package io.zdm.lint;

import org.jspecify.annotations.NullMarked;
