/** Plans as people and programs read them: text, JSON, Markdown, and a psql script. Pure: nothing here connects. */
@NullMarked
package io.zdm.cli.render;

import org.jspecify.annotations.NullMarked;
