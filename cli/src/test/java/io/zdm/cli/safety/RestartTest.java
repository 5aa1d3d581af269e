package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the commands on an existing change do, and what they leave alone. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class RestartTest {

    private final TestDatabase database;
    private Zdm zdm;

    RestartTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        zdm = Items.create(database);
    }

    @Test
    void goesNoFurtherThanAPhaseThatWasReachedBefore() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=backfill")).exits(0);
        zdm.run("restart", "1", "--until=expand").exits(0);
        assertThat(zdm.state(1)).isEqualTo("STOPPED");
        assertThat(Items.type(database)).isEqualTo("text");
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void commandsOnAServerThatTakesNoWritesAreRefused() {
        zdm.run(Items.CHANGE).exits(0);
        readOnly(true);
        for (String command : new String[] {"contract", "rollback"}) {
            assertThat(zdm.run(command, "1").exits(3).err()).contains("takes no writes", "Connect to the primary");
        }
        readOnly(false);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        zdm.run("contract", "1").exits(0);
    }

    private void readOnly(boolean on) {
        database.execute("BEGIN READ WRITE; ALTER DATABASE " + database.name() + " SET default_transaction_read_only = "
                + on + "; COMMIT");
    }
}
