@NullMarked
package io.zdm.cli.file;

import org.jspecify.annotations.NullMarked;
