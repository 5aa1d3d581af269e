package io.zdm.cli;

import io.zdm.cli.command.EngineCommand;
import picocli.CommandLine.IFactory;

/** Commands that need the engine are Spring's beans; the others are made as for parsing. */
record StartedFactory(IFactory spring, IFactory others) implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
        return EngineCommand.class.isAssignableFrom(type) ? spring.create(type) : others.create(type);
    }
}
