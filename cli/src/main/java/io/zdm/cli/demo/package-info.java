/** The sandbox under traffic: a blocking ALTER TABLE and zdm-batch side by side. */
@NullMarked
package io.zdm.cli.demo;

import org.jspecify.annotations.NullMarked;
