package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's triggers see what the user's made of a row, whatever those are called. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class FiringOrderTest {

    @ParameterizedTest
    @ValueSource(strings = {"zzzz_last", "~ after all that is ASCII", "émail_lower", "\uFFFD\uD83D\uDE00"})
    void oursAreLast(String name, TestDatabase database) {
        Zdm zdm = Items.create(database);
        database.execute(
                "CREATE FUNCTION app.lower() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN NEW.v := lower(NEW.v); RETURN NEW; END $$",
                "CREATE TRIGGER \"" + name + "\" BEFORE INSERT ON app.item FOR EACH ROW EXECUTE FUNCTION app.lower()");

        zdm.run(Zdm.with(Items.CHANGE, "--until=expand")).exits(0);
        database.execute("INSERT INTO app.item (id, v) VALUES (10000, 'After Expand')");
        zdm.run("restart", "1").exits(0);
        database.execute("INSERT INTO app.item (id, v) VALUES (10001, 'After Swap')");
        assertThat(database.queryList("SELECT concat(v, '/', v__zdm_old) FROM app.item WHERE id >= 10000 ORDER BY id"))
                .asString()
                .isEqualTo("[after expand/after expand, after swap/after swap]");
    }
}
