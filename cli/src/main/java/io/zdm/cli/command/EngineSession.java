package io.zdm.cli.command;

import io.zdm.engine.batch.Engine;
import io.zdm.engine.postgres.Target;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.transaction.PlatformTransactionManager;

/** What a command that runs changes works with. Not there while the command line is only parsed. */
public interface EngineSession {

    Engine engine();

    Target target();

    /** Sessions on the target. */
    DataSource sessions();

    PlatformTransactionManager transactions();

    Console console();

    /** The variables that the command was started with. */
    Map<String, String> environment();
}
