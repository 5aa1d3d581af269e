/** What each rule says: one entry each in rules.yaml, from which the pages are made. */
@NullMarked
package io.zdm.lint.rule;

import org.jspecify.annotations.NullMarked;
