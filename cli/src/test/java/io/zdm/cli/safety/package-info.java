/** What must hold whatever happens: under traffic, killed, tampered with, drifted, locked out. */
@NullMarked
package io.zdm.cli.safety;

import org.jspecify.annotations.NullMarked;
