@NullMarked
package io.zdm.cli.sandbox;

import org.jspecify.annotations.NullMarked;
