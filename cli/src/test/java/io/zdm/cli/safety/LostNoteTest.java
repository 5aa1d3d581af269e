package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A step has committed, but the engine died before the JobRepository heard of it: the catalog is believed. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class LostNoteTest {

    private final TestDatabase database;
    private Zdm zdm;

    LostNoteTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        zdm = Items.create(database);
        database.execute("CREATE INDEX item_v ON app.item (v)", "ALTER TABLE app.item ALTER v SET NOT NULL");
    }

    @Test
    void expand() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=expand")).exits(0);
        forget("expand.expand#");
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void index() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=dependents")).exits(0);
        forget("dependents.index");
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void notNull() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=dependents")).exits(0);
        forget("dependents.not-null");
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void swap() {
        zdm.run(Items.CHANGE).exits(0);
        forget("swap.swap#");
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        assertThat(Items.type(database)).isEqualTo("character varying(40)");
        zdm.run("contract", "1").exits(0);
        noTraces();
    }

    @Test
    void contract() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=contract")).exits(0);
        forget("contract.contract#");
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("COMPLETED");
        zdm.run("rollback", "1").exits(3);
        noTraces();
    }

    @Test
    void contractAgain() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=contract")).exits(0);
        forget("contract.contract#");
        zdm.run("contract", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("COMPLETED");
    }

    @Test
    void undo() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=verify")).exits(0);
        zdm.run("rollback", "1").exits(0);
        forget("expand.undo#");
        zdm.run("rollback", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("ROLLED_BACK");
        noTraces();
    }

    @Test
    void swapBack() {
        zdm.run(Items.CHANGE).exits(0);
        zdm.run("rollback", "1").exits(0);
        forget("swap.swap-back#");
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("ROLLED_BACK");
        assertThat(Items.type(database)).isEqualTo("text");
        noTraces();
    }

    @Test
    void stepOfAnExecutionWhoseEndWasNoted() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=dependents")).exits(0);
        database.execute("""
                UPDATE zdm.batch_step_execution SET status = 'STARTED', end_time = NULL, exit_code = 'EXECUTING'
                WHERE step_execution_id = (SELECT max(step_execution_id) FROM zdm.batch_step_execution)
                """);
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void jobThatWasNotedAndNeverBegan() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=expand")).exits(0);
        database.execute(
                "DELETE FROM zdm.batch_step_execution_context",
                "DELETE FROM zdm.batch_step_execution",
                "DELETE FROM zdm.batch_job_execution_context",
                "DELETE FROM zdm.batch_job_execution_params",
                "DELETE FROM zdm.batch_job_execution");
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    /** Winds the JobRepository back to when this step, the last that ran, had not yet been noted as complete. */
    private void forget(String step) {
        database.execute("""
                DELETE FROM zdm.batch_step_execution_context WHERE step_execution_id > (SELECT max(step_execution_id)
                FROM zdm.batch_step_execution WHERE step_name LIKE '%s%%')
                """.formatted(step), """
                DELETE FROM zdm.batch_step_execution WHERE step_execution_id > (SELECT max(step_execution_id)
                FROM zdm.batch_step_execution WHERE step_name LIKE '%s%%')
                """.formatted(step), """
                UPDATE zdm.batch_step_execution SET status = 'STARTED', end_time = NULL, exit_code = 'EXECUTING'
                WHERE step_execution_id = (SELECT max(step_execution_id) FROM zdm.batch_step_execution)
                """, """
                UPDATE zdm.batch_job_execution SET status = 'STARTED', end_time = NULL, exit_code = 'UNKNOWN'
                WHERE job_execution_id = (SELECT max(job_execution_id) FROM zdm.batch_job_execution)
                """);
        assertThat(zdm.state(1)).isEqualTo("CRASHED");
    }

    private void noTraces() {
        try (Connection connection = database.connect()) {
            assertThat(CatalogComparer.foreignTraces(connection)).isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
