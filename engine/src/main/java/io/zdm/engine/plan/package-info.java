/** A change described: phases, steps, problems. Data that run, plan, runbook, offline SQL, rollback and status are made from. */
@NullMarked
package io.zdm.engine.plan;

import org.jspecify.annotations.NullMarked;
