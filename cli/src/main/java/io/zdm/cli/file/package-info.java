/** Change files: what the user wants, written down in YAML. Every error is found at once and carries its place. */
@NullMarked
package io.zdm.cli.file;

import org.jspecify.annotations.NullMarked;
