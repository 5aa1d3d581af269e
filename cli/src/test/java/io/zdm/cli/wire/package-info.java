@NullMarked
package io.zdm.cli.wire;

import org.jspecify.annotations.NullMarked;
