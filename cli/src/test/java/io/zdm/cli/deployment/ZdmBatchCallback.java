package io.zdm.cli.deployment;

import java.io.IOException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Runs zdm-batch once Flyway's own migrations are done; where it fails, so does the migration, and a later one goes on. */
public final class ZdmBatchCallback extends BaseCallback {

    private final List<String> command;

    /** @param command for example {@code zdm-batch apply migrations}; its database is that of ZDM_URL */
    public ZdmBatchCallback(List<String> command) {
        this.command = List.copyOf(command);
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    /** An open transaction would keep zdm-batch waiting for ever: for its snapshot, for its locks. */
    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return false;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            switch (code) {
                case 0 -> {}
                case 3 -> throw new FlywayException("zdm-batch: refused before anything was touched");
                case 4, 5 -> throw new FlywayException("zdm-batch: not done yet; migrate again, and it goes on");
                case 6 -> throw new FlywayException("zdm-batch: a person must look");
                default -> throw new FlywayException("zdm-batch failed with exit code " + code);
            }
        } catch (IOException e) {
            throw new FlywayException("zdm-batch cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FlywayException("Interrupted while zdm-batch runs: it goes on by itself", e);
        }
    }
}
