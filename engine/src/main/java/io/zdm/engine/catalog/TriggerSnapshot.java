package io.zdm.engine.catalog;

/** A trigger that the user made. {@code enabled} is pg_trigger.tgenabled. */
public record TriggerSnapshot(String name, boolean onUpdate, boolean onInsert, String enabled, String function) {}
