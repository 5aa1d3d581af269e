package io.zdm.cli.console;

import io.zdm.cli.metrics.StatusMeters;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.change.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;

/** The console while it runs. */
public final class WebConsole implements AutoCloseable {

    private final ConsoleSettings settings;
    private final ConfigurableApplicationContext context;
    private final StopSignal stop;
    private final List<Thread> watches = new ArrayList<>();

    private WebConsole(ConsoleSettings settings, ConfigurableApplicationContext context, StopSignal stop) {
        this.settings = settings;
        this.context = context;
        this.stop = stop;
    }

    /**
     * Starts it.
     *
     * @param commands all of zdm-batch, by name: their options become forms
     * @param stop ends the commands that pages began
     * @throws UsageException where the port is taken or a file cannot be used
     */
    public static WebConsole start(
            ConsoleSettings settings,
            List<ConsoleDatabase> databases,
            Map<String, CommandLine> commands,
            Zdm zdm,
            StopSignal stop) {
        // The web server logs by java.util.logging, which would write to stderr.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        StopSignal ending = stop.child();
        try {
            ConfigurableApplicationContext context = new SpringApplicationBuilder(ConsoleApplication.class)
                    .web(WebApplicationType.SERVLET)
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .registerShutdownHook(false)
                    .properties(properties(settings))
                    .initializers(made -> {
                        var beans = made.getBeanFactory();
                        beans.registerSingleton("settings", settings);
                        beans.registerSingleton("databases", new ConsoleDatabases(databases));
                        beans.registerSingleton("forms", new ActionForms(commands));
                        beans.registerSingleton("zdm", zdm);
                        beans.registerSingleton("stop", ending);
                    })
                    .run();
            WebConsole console = new WebConsole(settings, context, ending);
            console.watch(databases);
            return console;
        } catch (ApplicationContextException | PortInUseException e) {
            throw refused(settings, e);
        }
    }

    private static Map<String, Object> properties(ConsoleSettings settings) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.address", settings.listener().host());
        properties.put("server.port", settings.listener().port());
        properties.put("server.shutdown", "immediate");
        properties.put("server.error.include-message", "never");
        properties.put("server.servlet.session.cookie.name", "ZDM-CONSOLE");
        properties.put("server.servlet.session.cookie.same-site", "strict");
        properties.put("server.servlet.session.cookie.http-only", true);
        properties.put(
                "server.servlet.session.cookie.secure", settings.listener().tls() != null);
        properties.put("server.servlet.session.timeout", "12h");
        properties.put("server.tomcat.max-http-form-post-size", "16KB");
        properties.put("spring.web.resources.static-locations", "classpath:/io/zdm/cli/console/static/");
        properties.put("spring.mvc.async.request-timeout", "-1");
        ConsoleSettings.Tls tls = settings.listener().tls();
        if (tls != null) {
            properties.put("server.ssl.certificate", tls.certificate().toUri().toString());
            properties.put(
                    "server.ssl.certificate-private-key", tls.key().toUri().toString());
        }
        return properties;
    }

    private static UsageException refused(ConsoleSettings settings, RuntimeException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof PortInUseException) {
                return new UsageException(
                        "Port %d of %s is taken. Choose another --port, or 0 for any that is free. Nothing was changed."
                                .formatted(
                                        settings.listener().port(),
                                        settings.listener().host()),
                        e);
            }
        }
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new UsageException("The console cannot be started: " + cause.getMessage() + ". Nothing was changed.", e);
    }

    private void watch(List<ConsoleDatabase> databases) {
        EventHub events = context.getBean(EventHub.class);
        StatusMeters meters = context.getBean(StatusMeters.class);
        for (ConsoleDatabase database : databases) {
            Thread thread = new Thread(
                    new DatabaseWatch(database, events, meters, stop), "zdm-console-watch-" + database.key());
            thread.setDaemon(true);
            thread.start();
            watches.add(thread);
        }
    }

    /** With the port that was given by the system, where 0 was asked for. */
    public String url() {
        WebServerApplicationContext web = (ServletWebServerApplicationContext) context;
        String host = settings.listener().host().contains(":")
                ? "[" + settings.listener().host() + "]"
                : settings.listener().host();
        return (settings.listener().tls() == null ? "http://" : "https://") + host + ":"
                + Objects.requireNonNull(web.getWebServer()).getPort();
    }

    /** Commands that pages began end at their next chunk and are waited for. */
    @Override
    public void close() {
        stop.request("the console was ended");
        try {
            for (Thread watch : watches) {
                watch.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        context.close();
    }
}
