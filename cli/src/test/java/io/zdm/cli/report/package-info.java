@NullMarked
package io.zdm.cli.report;

import org.jspecify.annotations.NullMarked;
