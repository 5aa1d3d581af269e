/** The examples of docs/deployments.md, as they run. */
@NullMarked
package io.zdm.cli.deployment;

import org.jspecify.annotations.NullMarked;
