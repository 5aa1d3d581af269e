package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Table partitions come and go while a change of the whole table is under way. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class TreeDriftTest {

    private static final String[] CHANGE = {"run", "changeColumnType", "--table=app.t", "--column=v", "--to=bigint"};

    private static final String[] TABLES = {
        "CREATE SCHEMA app",
        "CREATE TABLE app.ref (id int PRIMARY KEY)",
        "INSERT INTO app.ref SELECT generate_series(1, 100)",
        "CREATE TABLE app.t (id int, v int NOT NULL CHECK (v > 0), PRIMARY KEY (id, v), CONSTRAINT t_u UNIQUE (id, v),"
                + " CONSTRAINT t_ref FOREIGN KEY (v) REFERENCES app.ref) PARTITION BY RANGE (id)",
        "CREATE TABLE app.t_1 PARTITION OF app.t FOR VALUES FROM (0) TO (1000)",
        "CREATE TABLE app.t_2 PARTITION OF app.t FOR VALUES FROM (1000) TO (2000)",
        "CREATE INDEX t_v ON app.t (v)",
        "INSERT INTO app.t (id, v) SELECT g, g % 100 + 1 FROM generate_series(1, 1900) g",
    };

    private static final String[] CREATED = {
        "CREATE TABLE app.t_3 PARTITION OF app.t FOR VALUES FROM (2000) TO (3000)",
        "INSERT INTO app.t (id, v) SELECT g, g % 100 + 1 FROM generate_series(2000, 2500) g",
    };

    private static final String[] APART = {
        "CREATE TABLE app.t_3 (id int, v int NOT NULL CHECK (v > 0), PRIMARY KEY (id, v))",
        "INSERT INTO app.t_3 SELECT g, g % 100 + 1 FROM generate_series(2000, 2500) g",
    };

    private static final String ATTACH = "ALTER TABLE app.t ATTACH PARTITION app.t_3 FOR VALUES FROM (2000) TO (3000)";

    private final TestDatabase database;
    private final Zdm zdm;

    TreeDriftTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
        database.execute(TABLES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expand", "backfill", "dependents", "verify"})
    void aTablePartitionThatIsMadeMeanwhileIsCarriedAlong(String phase) throws SQLException {
        until(phase);
        database.execute(CREATED);
        goesOnLike(CREATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expand", "backfill", "verify"})
    void aTableThatIsAttachedMeanwhileIsFilled(String phase) throws SQLException {
        until(phase);
        database.execute(APART);
        if (phase.equals("verify")) {
            database.execute("ALTER TABLE app.t_3 ADD COLUMN v__zdm_new bigint");
            // PostgreSQL wants the parent's checks there, and would look for NULL and for what is not unique itself.
            database.execute("UPDATE app.t_3 SET v__zdm_new = v");
            database.execute(
                    "ALTER TABLE app.t_3 ALTER v__zdm_new SET NOT NULL,"
                            + " ADD CONSTRAINT t_v_check__zdm_new CHECK (v__zdm_new > 0)",
                    "ALTER TABLE app.t_3 RENAME CONSTRAINT t_3_v_check TO t_v_check");
        } else {
            database.execute(
                    "ALTER TABLE app.t_3 ADD COLUMN v__zdm_new bigint",
                    "ALTER TABLE app.t_3 RENAME CONSTRAINT t_3_v_check TO t_v_check");
        }
        database.execute(ATTACH);
        goesOnLike(APART[0], APART[1], "ALTER TABLE app.t_3 RENAME CONSTRAINT t_3_v_check TO t_v_check", ATTACH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expand", "backfill", "dependents", "verify"})
    void aTablePartitionThatIsDroppedMeanwhileIsLeftOut(String phase) throws SQLException {
        until(phase);
        database.execute("DROP TABLE app.t_2");
        goesOnLike("DROP TABLE app.t_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"expand", "backfill", "verify"})
    void aTablePartitionThatIsDetachedKeepsNothingOfOurs(String phase) throws SQLException {
        until(phase);
        database.execute("ALTER TABLE app.t DETACH PARTITION app.t_2");
        zdm.run("restart", "1").exits(0);
        zdm.run("contract", "1").exits(0);
        assertNoTraces();
        assertThat(database.queryOne("SELECT count(v) FROM app.t_2")).isEqualTo("901");
    }

    /** Batch notes a worker's step before its context; the engine died in between. */
    @Test
    void aWorkerThatWasNotedWithoutItsTableWalksIt() throws SQLException {
        until("backfill");
        database.execute("""
                UPDATE zdm.batch_step_execution_context c SET serialized_context = NULL, short_context = (
                    SELECT o.short_context FROM zdm.batch_step_execution_context o
                    JOIN zdm.batch_step_execution x USING (step_execution_id) WHERE x.step_name LIKE 'expand.expand%')
                FROM zdm.batch_step_execution s
                WHERE s.step_execution_id = c.step_execution_id AND s.step_name LIKE 'backfill.backfill%:%'
                """, """
                UPDATE zdm.batch_step_execution SET status = 'FAILED', exit_code = 'FAILED'
                WHERE step_name LIKE 'backfill.backfill%'
                """);
        goesOnLike();
    }

    @Test
    void tablePartitionsMayComeAndGoBetweenSwapAndContract() throws SQLException {
        until("swap");
        database.execute(CREATED);
        database.execute("DROP TABLE app.t_2");
        zdm.run("contract", "1").exits(0);
        goesOnLikeAfterContract(CREATED[0], CREATED[1], "DROP TABLE app.t_2");
    }

    @Test
    void contractTakesTheOldColumnFromATablePartitionThatWasDetached() throws SQLException {
        until("swap");
        database.execute("ALTER TABLE app.t DETACH PARTITION app.t_2");
        zdm.run("contract", "1").exits(0);
        assertNoTraces();
        assertThat(database.queryOne("SELECT count(v) FROM app.t_2")).isEqualTo("901");
    }

    @Test
    void rollbackBeforeTheSwapFindsWhateverIsLeft() throws SQLException {
        until("verify");
        database.execute(
                "CREATE TABLE app.t_3 PARTITION OF app.t FOR VALUES FROM (2000) TO (3000)",
                "DROP TABLE app.t_1",
                "ALTER TABLE app.t DETACH PARTITION app.t_2");
        zdm.run("rollback", "1").exits(0);
        assertNoTraces();
    }

    @Test
    void aTablePartitionWhoseTriggerWasOffIsNotSwappedUnseen() throws SQLException {
        until("verify");
        String trigger = database.queryOne("SELECT tgname FROM pg_trigger WHERE tgrelid = 'app.t_1'::regclass"
                + " AND tgname LIKE '%zdm_sync%update'");
        database.execute("ALTER TABLE app.t_1 DISABLE TRIGGER " + trigger, "UPDATE app.t_1 SET v = 77 WHERE id = 5");
        assertThat(zdm.run("restart", "1").exits(6).err()).contains("1 rows of app.t");
        goesOnLike("UPDATE app.t SET v = 77 WHERE id = 5");
    }

    @Test
    void rollbackAfterTheSwapGoesOnWithoutADroppedTablePartition() throws SQLException {
        until("swap");
        database.execute("DROP TABLE app.t_2");
        zdm.run("rollback", "1").exits(0);
        assertNoTraces();
        assertSameAs(new String[] {"DROP TABLE app.t_2"});
    }

    @Test
    void rollbackTakesAlongATablePartitionThatWasMadeSinceTheSwap() throws SQLException {
        until("swap");
        database.execute(CREATED);
        database.execute("UPDATE app.t SET v = v + 1 WHERE id IN (5, 2005) AND v < 100");
        zdm.run("rollback", "1").exits(0);
        assertNoTraces();
        assertSameAs(CREATED);
        assertThat(database.queryOne("SELECT count(v) || ' ' || sum(v) FROM app.t WHERE id >= 2000"))
                .isEqualTo(database.queryOne(
                        "SELECT count(*) || ' ' || 1 + sum(g % 100 + 1) FROM generate_series(2000, 2500) g"));
    }

    @Test
    void rollbackTakesAlongATableThatWasAttachedSinceTheSwap() throws SQLException {
        until("swap");
        database.execute(
                "CREATE TABLE app.t_3 (id int, v bigint NOT NULL CHECK (v > 0), v__zdm_old int, PRIMARY KEY (id, v))",
                "INSERT INTO app.t_3 SELECT g, g % 100 + 1 FROM generate_series(2000, 2500) g",
                "ALTER TABLE app.t_3 RENAME CONSTRAINT t_3_v_check TO t_v_check",
                ATTACH,
                "UPDATE app.t SET v = v + 1 WHERE id IN (5, 2005) AND v < 100");
        zdm.run("rollback", "1").exits(0);
        assertNoTraces();
        assertSameAs(APART[0], APART[1], "ALTER TABLE app.t_3 RENAME CONSTRAINT t_3_v_check TO t_v_check", ATTACH);
        assertThat(database.queryOne("SELECT count(v) || ' ' || sum(v) FROM app.t WHERE id >= 2000"))
                .isEqualTo(database.queryOne(
                        "SELECT count(*) || ' ' || 1 + sum(g % 100 + 1) FROM generate_series(2000, 2500) g"));
    }

    private static final String[] ADORNED = {
        "ALTER TABLE app.t ALTER v SET DEFAULT 7",
        "CREATE INDEX t_part ON app.t (id DESC, v) WHERE v > 10",
        "CREATE INDEX t_expr ON app.t ((v % 10)) INCLUDE (id) WITH (fillfactor = 70)",
        "CREATE UNIQUE INDEX t_uni ON app.t (id, (v + 1))",
        "CREATE FUNCTION app.hear() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "CREATE TRIGGER heard AFTER UPDATE OF v ON app.t FOR EACH ROW WHEN (NEW.v > 3) EXECUTE FUNCTION app.hear()",
        "CREATE POLICY p ON app.t USING (v > 0)",
        "CREATE VIEW app.seen AS SELECT id, v FROM app.t WHERE v > 1",
    };

    private static final String[] NESTED = {
        "CREATE TABLE app.t_3 PARTITION OF app.t FOR VALUES FROM (2000) TO (3000) PARTITION BY RANGE (id)",
        "CREATE TABLE app.t_31 PARTITION OF app.t_3 FOR VALUES FROM (2000) TO (2400)",
        "CREATE TABLE app.t_32 PARTITION OF app.t_3 DEFAULT",
        "INSERT INTO app.t (id, v) SELECT g, g % 100 + 1 FROM generate_series(2000, 2500) g",
    };

    @Test
    void rollbackTakesAlongWholeBranchesWithAllThatHangsOnThem() throws SQLException {
        database.execute(ADORNED);
        until("swap");
        database.execute(NESTED);
        zdm.run("rollback", "1").exits(0);
        assertNoTraces();
        assertSameAs(concat(ADORNED, NESTED));
    }

    /** All is built and only the last lock is missing: more tables come, others leave, before it is tried again. */
    @Test
    void rollbackThatWasCutOffTakesAlongWhatCameMeanwhile() throws SQLException {
        database.execute(ADORNED);
        until("swap");
        database.execute(NESTED);
        String[] later = {
            "CREATE TABLE app.t_4 PARTITION OF app.t FOR VALUES FROM (3000) TO (4000)",
            "INSERT INTO app.t (id, v) SELECT g, g % 100 + 1 FROM generate_series(3000, 3100) g",
            "DROP TABLE app.t_31",
        };
        try (Connection holder = database.connect();
                Zdm.Running cut = zdm.start("rollback", "1").says("Attach the index")) {
            // No index is built any more, which would wait for it.
            holder.setAutoCommit(false);
            holder.createStatement().execute("COMMENT ON VIEW app.seen IS NULL");
            cut.says("Swap v back");
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE"
                    + " 'zdm-batch%' AND datname = current_database()");
            assertThat(cut.result().code()).isNotZero();
        }
        assertThat(database.queryOne("SELECT count(*) FROM pg_class WHERE relname = 't_31_expr_id_idx__zdm_old'"))
                .isEqualTo("1");
        database.execute(later);
        zdm.run("restart", "1").exits(0);
        assertNoTraces();
        assertSameAs(concat(concat(ADORNED, NESTED), later));
    }

    private static String[] concat(String[] some, String[] more) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(some), java.util.Arrays.stream(more))
                .toArray(String[]::new);
    }

    @Test
    void rollbackThatIsRefusedLeavesTheWayToContractOpen() throws SQLException {
        until("swap");
        database.execute(CREATED);
        database.execute("CREATE INDEX t_3_late ON app.t_3 (v DESC)");
        assertThat(zdm.run("rollback", "1").exits(6).err()).contains("app.t_3", "t_3_late");
        zdm.run("contract", "1").exits(0);
        goesOnLikeAfterContract(CREATED[0], CREATED[1], "CREATE INDEX t_3_late ON app.t_3 (v DESC)");
    }

    @Test
    void rollbackTakesAlongAChildThatCameSinceTheSwap() throws SQLException {
        database.execute(
                "CREATE TABLE app.n (id int PRIMARY KEY, v int CHECK (v > 0))",
                "CREATE TABLE app.n_1 () INHERITS (app.n)",
                "INSERT INTO app.n SELECT g, g FROM generate_series(1, 100) g");
        zdm.run("run", "changeColumnType", "--table=app.n", "--column=v", "--to=bigint")
                .exits(0);
        database.execute(
                "CREATE TABLE app.n_2 (id int, v bigint, v__zdm_old int, CONSTRAINT n_v_check CHECK (v > 0))",
                "INSERT INTO app.n_2 VALUES (200, 5)",
                "ALTER TABLE app.n_2 ALTER id SET NOT NULL",
                "ALTER TABLE app.n_2 INHERIT app.n",
                "INSERT INTO app.n_2 VALUES (201, 6)",
                "ALTER TABLE app.n_1 NO INHERIT app.n");
        zdm.run("rollback", "1").exits(0);
        database.execute("ALTER TABLE app.n_1 DROP COLUMN v__zdm_old");
        assertNoTraces();
        assertThat(database.queryOne("SELECT sum(v) || ' ' || pg_typeof(min(v)) FROM app.n"))
                .isEqualTo("5061 integer");
        assertThat(database.queryOne("SELECT pg_get_constraintdef(oid) || conislocal || coninhcount FROM pg_constraint"
                        + " WHERE conrelid = 'app.n_2'::regclass AND contype = 'c'"))
                .isEqualTo("CHECK ((v > 0))true1");
        database.execute("INSERT INTO app.n_1 (id, v) VALUES (300, 5000000000)");
    }

    @Test
    void rollbackAfterTheSwapLeavesATablePartitionThatWasDetached() throws SQLException {
        until("swap");
        database.execute("ALTER TABLE app.t DETACH PARTITION app.t_2");
        assertThat(zdm.run("rollback", "1").exits(0).err()).contains("app.t_2 left app.t since the swap");
        database.execute("ALTER TABLE app.t_2 DROP COLUMN v__zdm_old");
        assertNoTraces();
        assertThat(database.queryOne("SELECT count(v) FROM app.t_2")).isEqualTo("901");
        database.execute("DROP TABLE app.t_2");
        assertSameAs(new String[] {"DROP TABLE app.t_2"});
    }

    @Test
    void contractTakesTheOldColumnFromAChildThatCameSinceTheSwap() throws SQLException {
        database.execute(
                "CREATE TABLE app.n (id int PRIMARY KEY, v int)",
                "CREATE TABLE app.n_1 () INHERITS (app.n)",
                "INSERT INTO app.n SELECT g, g FROM generate_series(1, 100) g");
        zdm.run("run", "changeColumnType", "--table=app.n", "--column=v", "--to=bigint")
                .exits(0);
        database.execute(
                "CREATE TABLE app.n_2 (id int, v bigint, v__zdm_old int)",
                "INSERT INTO app.n_2 VALUES (200, 5000000000)",
                "ALTER TABLE app.n_2 ALTER id SET NOT NULL",
                "ALTER TABLE app.n_2 INHERIT app.n");
        zdm.run("contract", "1").exits(0);
        assertNoTraces();
        assertThat(database.queryOne("SELECT sum(v) FROM app.n")).isEqualTo("5000005050");
    }

    /** Nor does it stay deaf on a table partition that leaves. */
    @Test
    void aTriggerThatATableBringsAlongDoesNotHearTheBackfill() {
        database.execute(
                "CREATE TABLE app.heard (id int)",
                "CREATE FUNCTION app.hear() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN INSERT INTO app.heard VALUES (NEW.id); RETURN NEW; END $$",
                "CREATE TRIGGER of_2 AFTER UPDATE ON app.t_2 FOR EACH ROW EXECUTE FUNCTION app.hear()");
        until("backfill");
        database.execute(APART);
        database.execute(
                "CREATE TRIGGER of_3 AFTER UPDATE ON app.t_3 FOR EACH ROW EXECUTE FUNCTION app.hear()",
                "ALTER TABLE app.t_3 ADD COLUMN v__zdm_new bigint",
                "ALTER TABLE app.t_3 RENAME CONSTRAINT t_3_v_check TO t_v_check",
                ATTACH,
                "ALTER TABLE app.t DETACH PARTITION app.t_2");
        zdm.run("restart", "1").exits(0);
        assertThat(database.queryOne("SELECT count(*) FROM app.heard")).isEqualTo("0");
        database.execute(
                "UPDATE app.t_3 SET v = v + 1 WHERE id = 2000", "UPDATE app.t_2 SET v = v + 1 WHERE id = 1000");
        assertThat(database.queryOne("SELECT string_agg(id::text, ' ' ORDER BY id) FROM app.heard"))
                .isEqualTo("1000 2000");
        assertThat(database.queryOne("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
                        + " AND pg_get_triggerdef(oid) LIKE '%zdm.chunk%'"))
                .isEqualTo("0");
    }

    @Test
    void aRowThatMovesToAnotherTablePartitionAfterTheSwapKeepsItsOriginal() throws SQLException {
        database.execute(
                "CREATE TABLE app.n (id int PRIMARY KEY, v text) PARTITION BY RANGE (id)",
                "CREATE TABLE app.n_1 PARTITION OF app.n FOR VALUES FROM (0) TO (100)",
                "CREATE TABLE app.n_2 PARTITION OF app.n FOR VALUES FROM (100) TO (200)",
                "INSERT INTO app.n VALUES (1, 'abcdefghij'), (2, 'klmnopqrst')");
        zdm.run("run", "changeColumnType", "--table=app.n", "--column=v", "--to=varchar(5)", "--using=left(v, 5)")
                .exits(0);
        database.execute("UPDATE app.n SET id = 101 WHERE id = 1", "UPDATE app.n SET id = 102, v = 'new' WHERE id = 2");
        zdm.run("rollback", "1").exits(0);
        assertThat(database.queryOne("SELECT string_agg(v, ', ' ORDER BY id) FROM app.n"))
                .isEqualTo("abcdefghij, new");
    }

    private void until(String phase) {
        zdm.run(Zdm.with(CHANGE, "--until=" + phase)).exits(0);
    }

    private void goesOnLike(String... meanwhile) throws SQLException {
        zdm.run("restart", "1").exits(0);
        assertThat(database.queryOne("SELECT count(*) FROM app.t WHERE v <> v__zdm_old OR v__zdm_old IS NULL"))
                .isEqualTo("0");
        zdm.run("contract", "1").exits(0);
        goesOnLikeAfterContract(meanwhile);
    }

    private void goesOnLikeAfterContract(String... meanwhile) throws SQLException {
        assertNoTraces();
        String[] altered = java.util.Arrays.copyOf(meanwhile, meanwhile.length + 1);
        altered[meanwhile.length] = "ALTER TABLE app.t ALTER v TYPE bigint";
        assertSameAs(altered);
    }

    private void assertNoTraces() throws SQLException {
        try (Connection actual = database.connect()) {
            assertThat(CatalogComparer.foreignTraces(actual)).isEmpty();
        }
    }

    /** Compares every member with the same tables in another database. */
    private void assertSameAs(String... statements) throws SQLException {
        try (TestDatabase clone = database.server().createDatabase()) {
            clone.execute(TABLES);
            clone.execute(statements);
            assertThat(CatalogComparer.compare(pictures(clone), pictures(database)))
                    .isEmpty();
        }
    }

    private static Map<String, String> pictures(TestDatabase of) throws SQLException {
        Map<String, String> pictures = new TreeMap<>();
        List<String> tables = of
                .queryList("SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace"
                        + " AND relkind IN ('r', 'p') AND relname NOT LIKE 'n%' ORDER BY 1")
                .stream()
                .map(String::valueOf)
                .toList();
        try (Connection connection = of.connect()) {
            for (String table : tables) {
                CatalogComparer.picture(connection, "app", table).forEach((k, v) -> pictures.put(table + " " + k, v));
            }
        }
        return pictures;
    }
}
