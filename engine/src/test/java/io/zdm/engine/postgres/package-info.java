@NullMarked
package io.zdm.engine.postgres;

import org.jspecify.annotations.NullMarked;
