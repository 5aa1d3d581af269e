/** How fast the packaged product is, beside what PostgreSQL itself would do. */
@NullMarked
package io.zdm.bench;

import org.jspecify.annotations.NullMarked;
