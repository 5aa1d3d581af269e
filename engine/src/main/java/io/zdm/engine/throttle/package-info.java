/** When the next chunk may start and how large it is. */
@NullMarked
package io.zdm.engine.throttle;

import org.jspecify.annotations.NullMarked;
