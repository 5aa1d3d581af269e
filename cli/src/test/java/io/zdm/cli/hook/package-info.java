/** Tests of hooks. */
@NullMarked
package io.zdm.cli.hook;

import org.jspecify.annotations.NullMarked;
