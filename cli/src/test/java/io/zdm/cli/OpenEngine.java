package io.zdm.cli;

import io.zdm.cli.command.Console;
import io.zdm.engine.batch.Engine;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.postgres.Target;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** The engine as the commands have it, open for many changes: for tests that make more of them than commands are fast. */
public final class OpenEngine implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    public OpenEngine(Target target) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        context = ZdmBatch.start(target, new Console(nowhere, nowhere, false, new StopSignal()), Map.of());
    }

    public Engine engine() {
        return context.getBean(Engine.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
