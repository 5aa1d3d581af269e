package io.zdm.cli.hook;

import java.io.IOException;

/** Takes messages elsewhere. */
interface Hook {

    /** For people; without what is secret. */
    String name();

    /** @throws IOException where it was not taken; it is tried again */
    void deliver(HookMessage message) throws IOException, InterruptedException;
}
