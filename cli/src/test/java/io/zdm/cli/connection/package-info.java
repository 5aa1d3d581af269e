@NullMarked
package io.zdm.cli.connection;

import org.jspecify.annotations.NullMarked;
