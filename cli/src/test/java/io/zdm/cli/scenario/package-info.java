@NullMarked
package io.zdm.cli.scenario;

import org.jspecify.annotations.NullMarked;
