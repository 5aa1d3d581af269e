package io.zdm.cli;

import io.zdm.cli.command.ApplyCommand;
import io.zdm.cli.command.Console;
import io.zdm.cli.command.ContractCommand;
import io.zdm.cli.command.EngineSession;
import io.zdm.cli.command.FinalizeCommand;
import io.zdm.cli.command.RestartCommand;
import io.zdm.cli.command.RollbackCommand;
import io.zdm.cli.command.RunCommand;
import io.zdm.cli.command.RunFileCommand;
import io.zdm.cli.command.TuningOptions;
import io.zdm.engine.batch.Engine;
import io.zdm.engine.postgres.SessionPool;
import io.zdm.engine.postgres.SessionTransactions;
import io.zdm.engine.postgres.Sessions;
import io.zdm.engine.postgres.Target;
import io.zdm.jobs.ChangeKinds;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The Spring context of a command that runs a change: JobRepository and JobOperator on the target, and the commands. Not
 * whatever else could be configured: to look for that took most of its start.
 */
@SpringBootConfiguration
@ImportAutoConfiguration(BatchJdbcAutoConfiguration.class)
class EngineApplication {

    /**
     * The owners' connections and the planners' are not of the pool; each worker needs one, the steps of each change one
     * more, and the report's looks another. They are opened when they are needed: how many workers there are may change.
     */
    private static final int BESIDE_WORKERS = 4;

    @Bean(destroyMethod = "close")
    SessionPool dataSource(Target target) {
        return Sessions.pool(target, TuningOptions.MOST_WORKERS + BESIDE_WORKERS * ApplyCommand.MOST_PARALLEL);
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new SessionTransactions(dataSource);
    }

    /** Checkpoints as readable JSON. */
    @Bean
    ExecutionContextSerializer executionContextSerializer() {
        return new JacksonExecutionContextStringSerializer();
    }

    @Bean
    Engine engine(
            Target target,
            SessionPool dataSource,
            PlatformTransactionManager transactionManager,
            JobRepository jobRepository,
            JobOperator jobOperator) {
        return new Engine(target, dataSource, transactionManager, jobRepository, jobOperator, ChangeKinds.all());
    }

    @Bean
    EngineSession session(
            Engine engine,
            Target target,
            DataSource sessions,
            PlatformTransactionManager transactions,
            Started started) {
        return new StartedSession(engine, target, sessions, transactions, started.console(), started.environment());
    }

    /** What the command was started with. */
    record Started(Console console, Map<String, String> environment) {}

    record StartedSession(
            Engine engine,
            Target target,
            DataSource sessions,
            PlatformTransactionManager transactions,
            Console console,
            Map<String, String> environment)
            implements EngineSession {}

    @Bean
    @Scope("prototype")
    RunCommand runCommand(EngineSession session) {
        return new RunCommand(session);
    }

    @Bean
    @Scope("prototype")
    RunFileCommand runFileCommand(EngineSession session) {
        return new RunFileCommand(session);
    }

    @Bean
    @Scope("prototype")
    ApplyCommand applyCommand(EngineSession session) {
        return new ApplyCommand(session);
    }

    @Bean
    @Scope("prototype")
    RestartCommand restartCommand(EngineSession session) {
        return new RestartCommand(session);
    }

    @Bean
    @Scope("prototype")
    FinalizeCommand finalizeCommand(EngineSession session) {
        return new FinalizeCommand(session);
    }

    @Bean
    @Scope("prototype")
    RollbackCommand rollbackCommand(EngineSession session) {
        return new RollbackCommand(session);
    }

    @Bean
    @Scope("prototype")
    ContractCommand contractCommand(EngineSession session) {
        return new ContractCommand(session);
    }
}
