@NullMarked
package io.zdm.engine.throttle;

import org.jspecify.annotations.NullMarked;
