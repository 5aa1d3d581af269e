package io.zdm.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

@ExtendWith(PostgresExtension.class)
class CatalogComparerPostgresTest {

    /** One line each: the key under which the difference must show, and the change that makes it. */
    private static final String CHANGES = """
            table: owner | ALTER TABLE app.t OWNER TO testkit_picture_owner
            table: privileges | GRANT SELECT ON app.t TO testkit_picture_reader
            table: options | ALTER TABLE app.t SET (fillfactor = 70)
            table: toast options | ALTER TABLE app.t SET (toast.autovacuum_enabled = off)
            table: persistence | ALTER TABLE app.child DROP CONSTRAINT child_t_fkey; ALTER PUBLICATION p DROP TABLE app.t; ALTER TABLE app.t DROP CONSTRAINT t_parent_fkey, SET UNLOGGED
            table: replica identity | ALTER TABLE app.t REPLICA IDENTITY FULL
            table: row security | ALTER TABLE app.t ENABLE ROW LEVEL SECURITY
            table: comment | COMMENT ON TABLE app.t IS 'x'
            table: parents | CREATE TABLE app.ancestor (word varchar(20) COLLATE "C"); ALTER TABLE app.t INHERIT app.ancestor
            child app.heir: bound | CREATE TABLE app.heir () INHERITS (app.t)
            column extra: type | ALTER TABLE app.t ADD extra integer
            column word: type | DROP VIEW app.v CASCADE; DROP STATISTICS app.t_stats; DROP TRIGGER t_touch ON app.t; ALTER TABLE app.t ALTER word TYPE varchar(21)
            column word: collation | DROP VIEW app.v CASCADE; DROP STATISTICS app.t_stats; DROP TRIGGER t_touch ON app.t; ALTER TABLE app.t ALTER word TYPE varchar(20) COLLATE "POSIX"
            column number: not null | ALTER TABLE app.t ALTER number DROP NOT NULL
            column number: default | ALTER TABLE app.t ALTER number SET DEFAULT 8
            column counted: identity | ALTER TABLE app.t ALTER counted SET GENERATED ALWAYS
            column doubled: generated | ALTER TABLE app.t ALTER doubled DROP EXPRESSION
            column word: storage | ALTER TABLE app.t ALTER word SET STORAGE EXTERNAL
            column word: compression | ALTER TABLE app.t ALTER word SET COMPRESSION pglz
            column word: statistics target | ALTER TABLE app.t ALTER word SET STATISTICS 321
            column word: options | ALTER TABLE app.t ALTER word SET (n_distinct = 5)
            column word: comment | COMMENT ON COLUMN app.t.word IS 'x'
            column word: privileges | GRANT UPDATE (word) ON app.t TO testkit_picture_reader WITH GRANT OPTION
            sequence app.t_id_seq: type | ALTER SEQUENCE app.t_id_seq AS bigint
            sequence app.t_id_seq: options | ALTER SEQUENCE app.t_id_seq INCREMENT 2
            sequence app.t_id_seq: owned by | ALTER SEQUENCE app.t_id_seq OWNED BY NONE
            sequence app.t_id_seq: owner | ALTER SEQUENCE app.t_id_seq OWNED BY NONE; ALTER SEQUENCE app.t_id_seq OWNER TO testkit_picture_owner
            sequence app.t_id_seq: privileges | GRANT USAGE ON SEQUENCE app.t_id_seq TO PUBLIC
            sequence app.t_counted_seq: options | ALTER TABLE app.t ALTER counted SET CYCLE
            index t_word: definition | DROP INDEX app.t_word; CREATE INDEX t_word ON app.t (lower(word) DESC) WHERE number > 1
            index t_word: state | UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'app.t_word'::regclass
            index t_word: columns | ALTER INDEX app.t_word RENAME TO was; ALTER TABLE app.was RENAME lower TO other; ALTER INDEX app.was RENAME TO t_word
            index t_word: statistics targets | ALTER INDEX app.t_word ALTER 1 SET STATISTICS 77
            index t_word: options | ALTER INDEX app.t_word SET (fillfactor = 60)
            index t_word: comment | COMMENT ON INDEX app.t_word IS 'x'
            index t_pkey: clustered | ALTER TABLE app.t CLUSTER ON t_pkey
            index t_pkey: replica identity | ALTER TABLE app.t REPLICA IDENTITY USING INDEX t_pkey
            index other: definition | ALTER INDEX app.t_word RENAME TO other
            constraint t_number_check: definition | ALTER TABLE app.t DROP CONSTRAINT t_number_check, ADD CONSTRAINT t_number_check CHECK (number > 1)
            constraint t_number_check: validated | ALTER TABLE app.t DROP CONSTRAINT t_number_check, ADD CONSTRAINT t_number_check CHECK (number > 0) NOT VALID
            constraint t_parent_fkey: deferrable | ALTER TABLE app.t ALTER CONSTRAINT t_parent_fkey DEFERRABLE INITIALLY DEFERRED
            constraint t_parent_fkey: comment | COMMENT ON CONSTRAINT t_parent_fkey ON app.t IS 'x'
            constraint t_parent_fkey: enforced by | ALTER TABLE app.t DISABLE TRIGGER ALL
            constraint t_counted_key: definition | ALTER TABLE app.t DROP CONSTRAINT t_counted_key
            inbound foreign key app.child child_t_fkey: definition | ALTER TABLE app.child DROP CONSTRAINT child_t_fkey
            inbound foreign key app.child child_t_fkey: validated | ALTER TABLE app.child DROP CONSTRAINT child_t_fkey, ADD CONSTRAINT child_t_fkey FOREIGN KEY (t_id) REFERENCES app.t NOT VALID
            statistics app.t_stats: definition | DROP STATISTICS app.t_stats; CREATE STATISTICS app.t_stats (ndistinct) ON number, word FROM app.t
            statistics app.t_stats: owner | ALTER STATISTICS app.t_stats OWNER TO testkit_picture_owner
            statistics app.t_stats: statistics target | ALTER STATISTICS app.t_stats SET STATISTICS 55
            statistics app.t_stats: comment | COMMENT ON STATISTICS app.t_stats IS 'x'
            trigger t_touch: definition | CREATE OR REPLACE TRIGGER t_touch BEFORE UPDATE OF number ON app.t FOR EACH ROW EXECUTE FUNCTION app.touch()
            trigger t_touch: enabled | ALTER TABLE app.t ENABLE ALWAYS TRIGGER t_touch
            trigger t_touch: comment | COMMENT ON TRIGGER t_touch ON app.t IS 'x'
            policy t_policy: using | ALTER POLICY t_policy ON app.t USING (number > 4)
            policy t_policy: roles | ALTER POLICY t_policy ON app.t TO PUBLIC
            rule t_rule: definition | CREATE OR REPLACE RULE t_rule AS ON DELETE TO app.t WHERE old.number = 98 DO INSTEAD NOTHING
            rule t_rule: enabled | ALTER TABLE app.t DISABLE RULE t_rule
            view app.v: definition | CREATE OR REPLACE VIEW app.v AS SELECT id, word FROM app.t WHERE number > 5
            view app.v: owner | ALTER VIEW app.v OWNER TO testkit_picture_owner
            view app.v: options | ALTER VIEW app.v SET (security_barrier = true)
            view app.v column word: default | ALTER VIEW app.v ALTER word SET DEFAULT 'x'
            view app.v column word: comment | COMMENT ON COLUMN app.v.word IS 'x'
            view app.above: privileges | GRANT SELECT ON app.above TO testkit_picture_reader
            view app.above: comment | COMMENT ON VIEW app.above IS 'x'
            view app.kept: populated | CREATE MATERIALIZED VIEW app.kept AS SELECT id FROM app.t
            publication p: published | ALTER PUBLICATION p DROP TABLE app.t
            publication p: names the table | ALTER PUBLICATION p DROP TABLE app.t
            table: access method | DELETE FROM pg_am WHERE amname = 'other_heap'; CREATE ACCESS METHOD other_heap TYPE TABLE HANDLER heap_tableam_handler; UPDATE pg_class SET relam = (SELECT oid FROM pg_am WHERE amname = 'other_heap') WHERE oid = 'app.t'::regclass
            table: row security | ALTER TABLE app.t FORCE ROW LEVEL SECURITY
            table: type | CREATE TYPE app.shape AS (a integer); UPDATE pg_class SET reloftype = 'app.shape'::regtype WHERE oid = 'app.t'::regclass
            table: privileges | GRANT USAGE ON SCHEMA app TO testkit_picture_reader; GRANT SELECT ON app.t TO testkit_picture_reader WITH GRANT OPTION; SET ROLE testkit_picture_reader; GRANT SELECT ON app.t TO PUBLIC; RESET ROLE
            column number: inheritance | CREATE TABLE app.ancestor (number integer); ALTER TABLE app.t INHERIT app.ancestor
            column word: not null | ALTER TABLE app.t ALTER word SET NOT NULL
            sequence app.t_id_seq: comment | COMMENT ON SEQUENCE app.t_id_seq IS 'x'
            sequence app.shared_seq: owner | ALTER SEQUENCE app.shared_seq OWNER TO testkit_picture_owner
            sequence app.shared_seq: owned by | ALTER SEQUENCE app.shared_seq OWNED BY app.t.ticket
            sequence app.shared_seq: options | ALTER SEQUENCE app.shared_seq MAXVALUE 99
            sequence app.t_counted_seq: privileges | GRANT USAGE ON SEQUENCE app.t_counted_seq TO testkit_picture_reader
            index t_pkey: primary | ALTER TABLE app.child DROP CONSTRAINT child_t_fkey; DROP VIEW app.v CASCADE; ALTER TABLE app.t DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey UNIQUE (id)
            index t_word: tablespace | UPDATE pg_class SET reltablespace = (SELECT oid FROM pg_tablespace WHERE spcname = 'pg_global') WHERE oid = 'app.t_word'::regclass
            constraint t_counted_key: index | UPDATE pg_constraint SET conindid = 'app.t_pkey'::regclass WHERE conname = 't_counted_key'
            inbound foreign key app.child child_t_fkey: deferrable | ALTER TABLE app.child ALTER CONSTRAINT child_t_fkey DEFERRABLE
            inbound foreign key app.child child_t_fkey: comment | COMMENT ON CONSTRAINT child_t_fkey ON app.child IS 'x'
            inbound foreign key app.child child_t_fkey: enforced by | ALTER TABLE app.child DISABLE TRIGGER ALL
            inbound foreign key app.child child_t_fkey: enforced by | ALTER TABLE app.t DISABLE TRIGGER ALL
            trigger t_late: definition | DROP TRIGGER t_late ON app.t
            trigger t_late: enabled | ALTER TABLE app.t ENABLE REPLICA TRIGGER t_late
            policy t_policy: command | DROP POLICY t_policy ON app.t; CREATE POLICY t_policy ON app.t FOR UPDATE TO testkit_picture_reader USING (number > 3)
            policy t_policy: check | DROP POLICY t_policy ON app.t; CREATE POLICY t_policy ON app.t FOR ALL TO testkit_picture_reader USING (number > 3) WITH CHECK (number > 4)
            policy t_policy: comment | COMMENT ON POLICY t_policy ON app.t IS 'x'
            rule t_rule: comment | COMMENT ON RULE t_rule ON app.t IS 'x'
            view app.v: comment | COMMENT ON VIEW app.v IS 'x'
            view app.v: privileges | GRANT SELECT ON app.v TO testkit_picture_reader
            view app.v: columns | ALTER VIEW app.v RENAME word TO term
            view app.v column word: privileges | GRANT SELECT (word) ON app.v TO testkit_picture_reader
            view app.v trigger v_instead: definition | CREATE OR REPLACE TRIGGER v_instead INSTEAD OF DELETE ON app.v FOR EACH ROW EXECUTE FUNCTION app.touch()
            view app.v trigger v_instead: comment | COMMENT ON TRIGGER v_instead ON app.v IS 'x'
            view app.v: options | ALTER VIEW app.v SET (check_option = local)
            view app.above: owner | ALTER VIEW app.above OWNER TO testkit_picture_owner
            view app.above rule above_rule: definition | CREATE OR REPLACE RULE above_rule AS ON INSERT TO app.above DO ALSO NOTHING
            view app.above rule above_rule: comment | COMMENT ON RULE above_rule ON app.above IS 'x'
            view app.stored: populated | REFRESH MATERIALIZED VIEW app.stored WITH NO DATA
            view app.stored: options | ALTER MATERIALIZED VIEW app.stored SET (fillfactor = 50)
            view app.stored column word: storage | ALTER MATERIALIZED VIEW app.stored ALTER word SET STORAGE EXTERNAL
            view app.stored column word: statistics target | ALTER MATERIALIZED VIEW app.stored ALTER word SET STATISTICS 9
            view app.stored index stored_word: comment | COMMENT ON INDEX app.stored_word IS 'x'
            view app.stored index stored_word: clustered | ALTER MATERIALIZED VIEW app.stored CLUSTER ON stored_word
            alone sequence app.alone: type | ALTER SEQUENCE app.alone AS integer
            alone table: privileges | GRANT USAGE ON SEQUENCE app.alone TO testkit_picture_reader
            parted table: kind | DROP TABLE app.parted; CREATE TABLE app.parted (region integer); CREATE TABLE app.part ()
            parted table: partition key | DROP TABLE app.parted; CREATE TABLE app.parted (region integer) PARTITION BY LIST (region); CREATE TABLE app.part ()
            parted child app.part: bound | ALTER TABLE app.parted DETACH PARTITION app.part; ALTER TABLE app.parted ATTACH PARTITION app.part FOR VALUES FROM (1) TO (8)
            parted child app.rest: bound | CREATE TABLE app.rest PARTITION OF app.parted DEFAULT
            parted index parted_number: state | DROP INDEX app.parted_number; CREATE INDEX parted_number ON ONLY app.parted (number)
            part table: partition bound | ALTER TABLE app.parted DETACH PARTITION app.part
            part table: parents | ALTER TABLE app.parted DETACH PARTITION app.part
            part column number: inheritance | ALTER TABLE app.parted DETACH PARTITION app.part
            part index part_number_idx: parent | ALTER TABLE app.parted DETACH PARTITION app.part
            part constraint parted_check: inheritance | ALTER TABLE app.parted DETACH PARTITION app.part
            part constraint part_region_number_key: parent | ALTER TABLE app.parted DETACH PARTITION app.part
            part constraint parted_fkey: parent | ALTER TABLE app.parted DETACH PARTITION app.part
            part trigger parted_touch: definition | DROP TRIGGER parted_touch ON app.parted
            part trigger parted_touch: parent | ALTER TABLE app.parted DETACH PARTITION app.part; CREATE TRIGGER parted_touch BEFORE UPDATE ON app.part FOR EACH ROW EXECUTE FUNCTION app.touch()
            part trigger parted_touch: enabled | ALTER TABLE app.part DISABLE TRIGGER parted_touch
            """;

    private static final String SINCE_15 = """
            publication p: columns | ALTER PUBLICATION p SET TABLE app.t (id, word)
            publication p: filter | ALTER PUBLICATION p SET TABLE app.t WHERE (id > 5)
            sequence app.t_id_seq: persistence | ALTER SEQUENCE app.t_id_seq SET UNLOGGED
            """;

    private static final String SINCE_18 = """
            constraint t_number_not_null: definition | ALTER TABLE app.t RENAME CONSTRAINT t_number_not_null TO other
            constraint t_number_check: enforced | ALTER TABLE app.t DROP CONSTRAINT t_number_check, ADD CONSTRAINT t_number_check CHECK (number > 0) NOT ENFORCED
            constraint t_parent_fkey: enforced | ALTER TABLE app.t ALTER CONSTRAINT t_parent_fkey NOT ENFORCED
            column doubled: generated | ALTER TABLE app.t DROP doubled, ADD doubled integer GENERATED ALWAYS AS (number * 2) VIRTUAL
            """;

    @TestFactory
    Stream<DynamicTest> everyKindOfDifferenceIsSeen() {
        return TestServer.MAJORS.stream()
                .map(major -> dynamicTest("PostgreSQL " + major, () -> everyKindOfDifferenceIsSeen(major)));
    }

    private static void everyKindOfDifferenceIsSeen(int major) throws SQLException {
        try (TestDatabase database = TestServer.shared(major).createDatabase()) {
            database.createRole("testkit_picture_reader");
            database.createRole("testkit_picture_owner");
            database.runScript("io/zdm/testkit/picture.sql");
            try (Connection connection = database.connect()) {
                connection.setAutoCommit(false);
                Map<String, String> expected = pictures(connection);
                assertEquals(major, connection.getMetaData().getDatabaseMajorVersion());
                String changes = CHANGES + (major >= 15 ? SINCE_15 : "") + (major >= 18 ? SINCE_18 : "");
                List<Executable> checks = new ArrayList<>();
                for (String line : changes.lines().toList()) {
                    String[] keyAndSql = line.split(" \\| ", 2);
                    checks.add(() -> isSeen(connection, expected, keyAndSql[0], keyAndSql[1]));
                }
                assertAll(checks);
            }
        }
    }

    @Test
    void theSameDdlInTwoDatabasesGivesTheSamePictureWhateverTheColumnsOrder(TestDatabase database, TestDatabase second)
            throws SQLException {
        database.execute("CREATE TABLE t (a integer, b text DEFAULT 'x', CONSTRAINT c CHECK (a > 1))");
        second.execute(
                "CREATE TABLE shifts_oids (a integer)",
                "CREATE TABLE t (hole integer, b text DEFAULT 'x', a integer, CONSTRAINT c CHECK (a > 1))",
                "ALTER TABLE t DROP hole",
                "REVOKE ALL ON t FROM PUBLIC");
        try (Connection one = database.connect();
                Connection two = second.connect()) {
            assertEquals(
                    List.of(),
                    CatalogComparer.compare(
                            CatalogComparer.picture(one, "public", "t"), CatalogComparer.picture(two, "public", "t")));
            assertEquals(List.of(), CatalogComparer.foreignTraces(one));
        }
    }

    @Test
    void aPictureLeavesTheSearchPathAsItWas(TestDatabase database) throws SQLException {
        database.execute("CREATE TABLE t (a integer)");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = public, pg_temp");
            CatalogComparer.picture(connection, "public", "t");
            try (var rows = statement.executeQuery("SHOW search_path")) {
                rows.next();
                assertEquals("public, pg_temp", rows.getString(1));
            }
        }
    }

    @Test
    void whateverBearsTheEnginesNameIsATrace(TestDatabase database) throws SQLException {
        database.execute(
                "CREATE SCHEMA zdm",
                "CREATE TABLE zdm.change (id integer PRIMARY KEY, v text DEFAULT 'x' CHECK (v <> ''))",
                "CREATE FUNCTION zdm.sync() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE FUNCTION zdm.pure(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
                "CREATE VIEW zdm.state AS SELECT id FROM zdm.change",
                "CREATE TRIGGER own BEFORE INSERT ON zdm.change FOR EACH ROW EXECUTE FUNCTION zdm.sync()",
                "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE TABLE t (a integer, b integer DEFAULT 1)",
                "CREATE INDEX t_a ON t (a)");
        try (Connection connection = database.connect()) {
            assertEquals(List.of(), CatalogComparer.foreignTraces(connection));
            for (String trace : List.of(
                    "ALTER TABLE t ADD a__zdm_new integer",
                    "ALTER TABLE t_a RENAME a TO a__zdm_new",
                    "CREATE INDEX t_a__zdm_new ON t (a)",
                    "ALTER TABLE t ADD CONSTRAINT c__zdm_old CHECK (a > 1)",
                    "CREATE TRIGGER zzz_zdm_sync BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION touch()",
                    "CREATE TRIGGER u BEFORE INSERT ON t FOR EACH ROW WHEN (current_setting('zdm.silent', true) IS NULL)"
                            + " EXECUTE FUNCTION touch()",
                    "CREATE TRIGGER u BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION zdm.sync()",
                    "ALTER TABLE t ALTER b SET DEFAULT zdm.pure(1)",
                    "CREATE FUNCTION zdm_f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
                    "CREATE STATISTICS s__zdm_new ON a, b FROM t",
                    "CREATE VIEW v AS SELECT id FROM zdm.change",
                    "CREATE SCHEMA zdm_twin")) {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.execute(trace);
                    assertTrue(!CatalogComparer.foreignTraces(connection).isEmpty(), trace);
                }
                connection.rollback();
            }
        }
    }

    private static void isSeen(Connection connection, Map<String, String> expected, String key, String change)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(change);
            List<String> differences = CatalogComparer.compare(expected, pictures(connection));
            assertTrue(
                    differences.stream().anyMatch(line -> line.startsWith(key + System.lineSeparator())),
                    () -> change + " shows as " + differences);
        } finally {
            connection.rollback();
        }
    }

    /** Of app.t as it is, of the others with their names before each key. */
    private static Map<String, String> pictures(Connection connection) throws SQLException {
        Map<String, String> all = new TreeMap<>(CatalogComparer.picture(connection, "app", "t"));
        for (String table : List.of("parted", "part", "alone")) {
            CatalogComparer.picture(connection, "app", table)
                    .forEach((key, value) -> all.put(table + " " + key, value));
        }
        return all;
    }
}
