@NullMarked
package io.zdm.cli.runbook;

import org.jspecify.annotations.NullMarked;
