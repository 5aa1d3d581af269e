package io.zdm.engine.plan;

/**
 * Why a change is refused, found before anything is touched.
 *
 * @param code from the closed list {@link ProblemCode}
 * @param object the database object, written as in SQL
 * @param message what and why, one sentence
 * @param fix what to do, one sentence
 */
public record Problem(ProblemCode code, String object, String message, String fix) {}
