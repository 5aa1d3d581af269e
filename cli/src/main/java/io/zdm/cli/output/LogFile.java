package io.zdm.cli.output;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/**
 * Where logging goes: to a file in the working directory, warnings and worse. The terminal belongs to what the commands
 * say. Found by logback as a service; in Java, because reading a configuration in XML costs a fifth of a second.
 */
public final class LogFile extends ContextAwareBase implements Configurator {

    public static final String PATH = ".zdm/zdm-batch.log";

    static final String APPENDER = "file";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(
                "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] [%X{change.id:--} %X{change.phase:--}] %logger{36} - %msg%n");
        encoder.start();
        LazyFileAppender<ILoggingEvent> file = new LazyFileAppender<>();
        file.setName(APPENDER);
        file.setContext(context);
        file.setFile(PATH);
        file.setEncoder(encoder);
        file.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(file);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
