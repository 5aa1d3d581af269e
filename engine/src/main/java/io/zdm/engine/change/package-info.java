/** What the user asks for: a change, its definition, its tuning. Records only; nothing here touches a database. */
@NullMarked
package io.zdm.engine.change;

import org.jspecify.annotations.NullMarked;
