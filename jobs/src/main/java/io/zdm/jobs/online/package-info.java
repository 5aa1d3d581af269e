/** What the kinds have in common that make or remove something beside the application, without shadow columns. */
@NullMarked
package io.zdm.jobs.online;

import org.jspecify.annotations.NullMarked;
