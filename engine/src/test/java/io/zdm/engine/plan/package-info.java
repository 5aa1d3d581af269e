@NullMarked
package io.zdm.engine.plan;

import org.jspecify.annotations.NullMarked;
