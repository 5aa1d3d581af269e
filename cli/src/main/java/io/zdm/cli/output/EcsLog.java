package io.zdm.cli.output;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.PrintStream;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What is said on stderr, a JSON object a line in the Elastic Common Schema, with the number and phase of the change it is
 * about; and whatever is logged, there and in the log file.
 */
public final class EcsLog implements AutoCloseable {

    private static final String SAID = "zdm";

    private final Logger root;
    private final Logger said;
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private final PrintStream lines;

    private EcsLog(PrintStream err) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        // The encoder reads its settings from an environment that Spring would have put there. Of the real one nothing
        // is
        // wanted: it is not for the user's variables to turn the format of logs.
        StandardEnvironment settings = new StandardEnvironment();
        settings.getPropertySources()
                .addFirst(new MapPropertySource("zdm", Map.of("logging.structured.ecs.service.name", "zdm-batch")));
        context.putObject(Environment.class.getName(), settings);
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        said = context.getLogger(SAID);
        appender.setContext(context);
        appender.setEncoder(encoder(context));
        appender.setOutputStream(err);
        appender.start();
        said.setLevel(Level.INFO);
        said.setAdditive(false);
        said.addAppender(appender);
        root.addAppender(appender);
        if (root.getAppender(LogFile.APPENDER) instanceof LazyFileAppender<ILoggingEvent> file) {
            file.setEncoder(encoder(context));
        }
        lines = LoggedLines.to(said);
    }

    public static EcsLog to(PrintStream err) {
        return new EcsLog(err);
    }

    private static StructuredLogEncoder encoder(LoggerContext context) {
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        return encoder;
    }

    /** In place of stderr. */
    public PrintStream lines() {
        return lines;
    }

    @Override
    public void close() {
        lines.close();
        said.detachAppender(appender);
        root.detachAppender(appender);
        // Not stopped: that would close stderr.
    }
}
