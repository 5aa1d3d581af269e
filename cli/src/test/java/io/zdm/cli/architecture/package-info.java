@NullMarked
package io.zdm.cli.architecture;

import org.jspecify.annotations.NullMarked;
