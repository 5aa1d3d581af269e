/** Tables made at random, changed at random, and compared with what ALTER TABLE makes of them. */
@NullMarked
package io.zdm.cli.generated;

import org.jspecify.annotations.NullMarked;
