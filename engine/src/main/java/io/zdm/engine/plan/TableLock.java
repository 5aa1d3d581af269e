package io.zdm.engine.plan;

/** A lock that a step takes first thing. {@code table} is qualified and quoted. */
public record TableLock(String table, LockLevel level) {}
