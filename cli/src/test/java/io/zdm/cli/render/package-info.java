@NullMarked
package io.zdm.cli.render;

import org.jspecify.annotations.NullMarked;
