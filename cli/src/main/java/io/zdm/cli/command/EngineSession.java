package io.zdm.cli.command;

import io.zdm.engine.batch.Engine;
import io.zdm.engine.postgres.Target;

/** What a command that runs changes works with. Not there while the command line is only parsed. */
public interface EngineSession {

    Engine engine();

    Target target();

    Console console();
}
