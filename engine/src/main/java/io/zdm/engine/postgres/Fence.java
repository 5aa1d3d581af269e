package io.zdm.engine.postgres;

/**
 * Asked at the beginning of every transaction that writes: whether this engine still owns the change. Takes a share lock
 * that a new owner must wait for, so that nothing of an old owner commits after it.
 */
public interface Fence {

    /** @throws io.zdm.engine.change.EngineException where another engine has taken over */
    void check();
}
