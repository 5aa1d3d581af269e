package io.zdm.cli;

import io.zdm.cli.command.EngineCommand;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.IFactory;

/**
 * Commands that need the engine are Spring's beans; the others are made as for parsing. Not by picocli's own factory for
 * Spring: where a bean cannot be made it hides why.
 */
record StartedFactory(BeanFactory spring, IFactory others) implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
        return EngineCommand.class.isAssignableFrom(type) ? spring.getBean(type) : others.create(type);
    }
}
