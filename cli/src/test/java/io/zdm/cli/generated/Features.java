package io.zdm.cli.generated;

import io.zdm.cli.generated.Conversion.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Everything that may hang on a column or stand beside it, for the table app.t with the columns id, n, w, d. */
final class Features {

    private static final List<String> SEQUENCE_TYPES = List.of("smallint", "integer", "bigint");

    private final Random random;
    private final List<String> columns;
    private final int chosen;
    private final Conversion conversion;
    private final boolean tree;

    /**
     * @param columns the changed ones, quoted
     * @param chosen which of them
     * @param tree whether the table has others below it
     */
    Features(Random random, List<String> columns, int chosen, Conversion conversion, boolean tree) {
        this.random = random;
        this.columns = columns;
        this.chosen = chosen;
        this.conversion = conversion;
        this.tree = tree;
    }

    /**
     * One of all that suit the column. {@code $C} is the column, {@code $E} the last one that changes, {@code $P} the table
     * that it may refer to, {@code $V} a value of it, {@code $I} a number.
     */
    Feature any(int number) {
        List<String> pool = new ArrayList<>(BESIDE);
        pool.addAll(ON_ANY);
        pool.addAll(ON_ANY);
        pool.addAll(BOUND);
        if (tree) {
            pool.addAll(ON_TREE);
            pool.addAll(ON_TREE);
        } else if (conversion.is(Trait.ORDERED)) {
            pool.addAll(KEYS);
        }
        if (conversion.is(Trait.INTEGER)) {
            pool.addAll(SEQUENCES);
        }
        if (conversion.is(Trait.ORDERED)) {
            pool.addAll(ON_ORDERED);
            pool.addAll(ON_ORDERED);
        }
        if (conversion.is(Trait.TEXT)) {
            pool.addAll(ON_TEXT);
        }
        if (conversion.is(Trait.NUMBER)) {
            pool.addAll(ON_NUMBER);
        }
        if (conversion.is(Trait.INVERTED)) {
            pool.add("CREATE INDEX t_$I ON app.t USING gin ($C)");
        }
        String text = pool.get(random.nextInt(pool.size()));
        return Feature.parse(text.replace("$ACTION", action())
                .replace("$WIDEN", widens() ? " /after/ ALTER SEQUENCE app.q_$I AS " + conversion.to() : "")
                .replace(
                        "$CHILDREN",
                        "INSERT INTO app.child_$I SELECT n, $C FROM app.t WHERE n < 6 OR n IN (10, 11, 12, 20, 21)")
                .replace("$C", columns.get(chosen))
                .replace("$E", columns.get(columns.size() - 1))
                .replace("$P", "app.parent_" + chosen)
                .replace("$I", "" + number)
                .replace("$TYPE", conversion.from())
                .replace("$V", conversion.value().apply(3)));
    }

    /** ALTER leaves a serial's sequence as narrow as it was. */
    private boolean widens() {
        int from = SEQUENCE_TYPES.indexOf(conversion.from());
        return from >= 0 && from < SEQUENCE_TYPES.indexOf(conversion.to());
    }

    /** How a foreign key behaves. */
    private String action() {
        List<String> parts = List.of(
                oneOf("", "", " MATCH FULL"),
                oneOf("", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON DELETE SET DEFAULT", " ON DELETE RESTRICT"),
                oneOf("", " ON UPDATE CASCADE", " ON UPDATE SET NULL", " ON UPDATE SET DEFAULT", " ON UPDATE RESTRICT"),
                oneOf("", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"),
                oneOf("", "", "", " NOT VALID"));
        return String.join("", parts);
    }

    private String oneOf(String... all) {
        return all[random.nextInt(all.length)];
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    private static final List<String> ON_ANY = lines("""
            ALTER TABLE app.t ALTER $C SET NOT NULL
            ALTER TABLE app.t ALTER $C SET DEFAULT '$V'
            ALTER TABLE app.t ADD CONSTRAINT t_c$I CHECK ($C IS NOT NULL OR n > 0)
            ALTER TABLE app.t ADD CONSTRAINT t_c$I CHECK ($C IS NOT NULL OR w <> '') NOT VALID
            ALTER TABLE app.t ADD CHECK ($C IS NOT NULL OR n > 0) NO INHERIT
            CREATE INDEX t_$I ON app.t (n) WHERE $C IS NOT NULL
            CREATE INDEX t_$I ON app.t (($C IS NULL), n)
            COMMENT ON COLUMN app.t.$C IS 'a column''s comment $I'
            GRANT SELECT ($C), UPDATE ($C) ON app.t TO scenario_reader
            GRANT INSERT ($C) ON app.t TO "Scenario Writer" WITH GRANT OPTION
            GRANT REFERENCES ($C) ON app.t TO PUBLIC
            ALTER TABLE app.t ALTER $C SET STATISTICS 50
            ALTER TABLE app.t ALTER $C SET (n_distinct = -0.5)
            """);

    private static final List<String> ON_ORDERED = lines("""
            CREATE INDEX ON app.t ($C)
            CREATE INDEX t_$I ON app.t ($C DESC NULLS LAST) WITH (fillfactor = 70)
            CREATE INDEX t_$I ON app.t ($C NULLS FIRST, w)
            CREATE INDEX t_$I ON app.t (w, $C DESC)
            CREATE INDEX t_$I ON app.t ($C) INCLUDE (w, n)
            CREATE INDEX t_$I ON app.t (n) INCLUDE ($C)
            CREATE INDEX t_$I ON app.t ($C) WHERE n > 5
            CREATE INDEX t_$I ON app.t ($C, lower(w)) WHERE w LIKE 'w%'
            CREATE INDEX t_$I ON app.t USING hash ($C)
            CREATE INDEX t_$I ON app.t USING brin ($C) WITH (pages_per_range = 4)
            CREATE INDEX t_$I ON app.t ($C); COMMENT ON INDEX app.t_$I IS 'an index'; ALTER TABLE app.t CLUSTER ON t_$I
            CREATE UNIQUE INDEX t_$I ON app.t ($C)
            CREATE UNIQUE INDEX t_$I ON app.t (n, $C) NULLS NOT DISTINCT
            CREATE UNIQUE INDEX t_$I ON app.t ($C); ALTER TABLE app.t ALTER $C SET NOT NULL, REPLICA IDENTITY USING INDEX t_$I
            CREATE INDEX t_$I ON app.t (n) WHERE $C > '$V'
            ALTER TABLE app.t ADD CONSTRAINT t_u$I UNIQUE ($C)
            ALTER TABLE app.t ADD UNIQUE (n, $C) WITH (fillfactor = 80)
            ALTER TABLE app.t ADD CONSTRAINT t_u$I UNIQUE ($C, n) DEFERRABLE INITIALLY DEFERRED; COMMENT ON CONSTRAINT t_u$I ON app.t IS 'late'
            ALTER TABLE app.t ADD CONSTRAINT t_u$I UNIQUE NULLS NOT DISTINCT (n, $C) INCLUDE (w)
            ALTER TABLE app.t ADD CONSTRAINT t_c$I CHECK ($C <> '$V' OR n = 3); COMMENT ON CONSTRAINT t_c$I ON app.t IS 'a check'
            ALTER TABLE app.t ADD CONSTRAINT t_f$I FOREIGN KEY ($C) REFERENCES $P /write/ DELETE FROM $P WHERE k = '$V'
            ALTER TABLE app.t ADD FOREIGN KEY ($C) REFERENCES $P$ACTION /write/ DELETE FROM $P WHERE k = '$V'
            ALTER TABLE app.t ADD FOREIGN KEY ($C) REFERENCES $P$ACTION; COMMENT ON CONSTRAINT "t_$C_fkey" ON app.t IS 'a foreign key'
            CREATE STATISTICS app.t_s$I ON $C, n FROM app.t
            CREATE STATISTICS app.t_s$I (dependencies, mcv) ON w, $C FROM app.t; COMMENT ON STATISTICS app.t_s$I IS 'some'
            """);

    /** Keys that others refer to. */
    private static final List<String> KEYS = lines("""
            ALTER TABLE app.t ADD CONSTRAINT t_u$I UNIQUE ($C); CREATE TABLE app.child_$I (n integer, c $TYPE REFERENCES app.t ($C)$ACTION); $CHILDREN /write/ DELETE FROM app.t WHERE n = 2 /write/ INSERT INTO app.child_$I VALUES (1, '$V')
            ALTER TABLE app.t ADD CONSTRAINT t_u$I UNIQUE ($C) DEFERRABLE; ALTER TABLE app.t ADD CONSTRAINT t_v$I UNIQUE ($C); CREATE TABLE app.child_$I (n integer, c $TYPE REFERENCES app.t ($C)$ACTION); $CHILDREN
            CREATE UNIQUE INDEX t_$I ON app.t ($C, n); CREATE TABLE app.child_$I (n integer, c $TYPE, FOREIGN KEY (c, n) REFERENCES app.t ($C, n)$ACTION); $CHILDREN /write/ DELETE FROM app.t WHERE n = 4
            ALTER TABLE app.t ADD CONSTRAINT t_u$I UNIQUE (n, $C); CREATE TABLE app.child_$I (n integer PRIMARY KEY, c $TYPE DEFAULT '$V', CONSTRAINT child_fk_$I FOREIGN KEY (n, c) REFERENCES app.t (n, $C)$ACTION); COMMENT ON CONSTRAINT child_fk_$I ON app.child_$I IS 'inbound'; $CHILDREN /write/ UPDATE app.child_$I SET n = 3 WHERE n = 5
            CREATE TABLE app.child_$I (n integer, c $TYPE); $CHILDREN; ALTER TABLE app.t ADD UNIQUE ($C); ALTER TABLE app.child_$I ADD FOREIGN KEY (c) REFERENCES app.t ($C)$ACTION
            ALTER TABLE app.t ADD CONSTRAINT t_u$I UNIQUE ($C); ALTER TABLE app.t ADD CONSTRAINT t_f$I FOREIGN KEY ($C) REFERENCES app.t ($C)$ACTION
            ALTER TABLE app.t ADD CONSTRAINT t_u$I UNIQUE ($C); ALTER TABLE app.t ADD p_$I $TYPE; UPDATE app.t SET p_$I = $C WHERE n < 9; ALTER TABLE app.t ADD CONSTRAINT t_f$I FOREIGN KEY (p_$I) REFERENCES app.t ($C)$ACTION
            ALTER TABLE app.t ADD CONSTRAINT t_u$I UNIQUE ($C); ALTER TABLE app.t ADD CONSTRAINT t_f$I FOREIGN KEY ($E) REFERENCES app.t ($C)$ACTION
            ALTER TABLE app.t ADD CONSTRAINT t_u$I UNIQUE ($C, n); ALTER TABLE app.t ADD CONSTRAINT t_f$I FOREIGN KEY ($E, n) REFERENCES app.t ($C, n)$ACTION
            ALTER TABLE app.t ADD CONSTRAINT t_u$I UNIQUE ($C); CREATE TABLE app.child_$I (n integer, c $TYPE REFERENCES app.t ($C)$ACTION) PARTITION BY RANGE (n); CREATE TABLE app.child_part_$I PARTITION OF app.child_$I DEFAULT; $CHILDREN
            """);

    private static final List<String> SEQUENCES = lines("""
            ALTER TABLE app.t ALTER $C SET NOT NULL, ALTER $C ADD GENERATED ALWAYS AS IDENTITY (START 5000 INCREMENT 7)
            ALTER TABLE app.t ALTER $C SET NOT NULL, ALTER $C ADD GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME app.q_$I START 6000 CYCLE); GRANT USAGE ON SEQUENCE app.q_$I TO scenario_reader; COMMENT ON SEQUENCE app.q_$I IS 'numbers'
            ALTER TABLE app.t ALTER $C SET NOT NULL, ALTER $C ADD GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME app.q_$I START 7000); ALTER SEQUENCE app.q_$I MAXVALUE 9000; SELECT nextval('app.q_$I')
            CREATE SEQUENCE app.q_$I AS $TYPE START 8000 OWNED BY app.t.$C; ALTER TABLE app.t ALTER $C SET DEFAULT nextval('app.q_$I')$WIDEN /write/ SELECT nextval('app.q_$I')
            CREATE SEQUENCE app.q_$I AS $TYPE START 8000 OWNED BY app.t.$C; GRANT SELECT ON SEQUENCE app.q_$I TO scenario_reader; ALTER TABLE app.t ALTER $C SET DEFAULT nextval('app.q_$I'), ALTER $C SET NOT NULL; ALTER TABLE app.t ADD UNIQUE ($C)$WIDEN
            """);

    /** What ALTER TABLE refuses to leave behind. Without constants of the column's type, which would keep theirs. */
    private static final List<String> BOUND = lines("""
            CREATE VIEW app.v_$I AS SELECT n, w, $C FROM app.t /drop/ DROP VIEW app.v_$I /write/ UPDATE app.v_$I SET w = 'by view', $C = '$V' WHERE n = 8
            CREATE VIEW app.v_$I WITH (security_barrier) AS SELECT n, $C AS "The C", w FROM app.t WHERE $C IS NOT NULL WITH CHECK OPTION; GRANT SELECT ON app.v_$I TO scenario_reader; GRANT UPDATE (w) ON app.v_$I TO "Scenario Writer"; COMMENT ON VIEW app.v_$I IS 'seen'; COMMENT ON COLUMN app.v_$I."The C" IS 'it' /drop/ DROP VIEW app.v_$I /write/ UPDATE app.v_$I SET "The C" = NULL WHERE n = 9
            CREATE VIEW app.v_$I AS SELECT n, w, $C FROM app.t; CREATE VIEW app.va_$I AS SELECT count($C) AS many FROM app.v_$I; ALTER VIEW app.v_$I ALTER w SET DEFAULT 'of view' /drop/ DROP VIEW app.va_$I, app.v_$I /write/ INSERT INTO app.v_$I (n, $C) VALUES (70$I, '$V')
            CREATE VIEW app.v_$I AS SELECT a.n, concat(b.$C, '') AS written FROM app.t a LEFT JOIN app.t b USING (n) WHERE EXISTS (SELECT FROM app.t x WHERE x.$C IS NULL) /drop/ DROP VIEW app.v_$I
            CREATE VIEW app.v_$I AS WITH some AS (SELECT n, $C FROM app.t) SELECT n, $C IS NULL AS empty FROM some UNION ALL SELECT n, false FROM app.t /drop/ DROP VIEW app.v_$I
            CREATE VIEW app.v_$I AS SELECT t AS line, t.$C FROM app.t /drop/ DROP VIEW app.v_$I
            CREATE VIEW app.v_$I AS SELECT n, w, $C FROM app.t; CREATE TRIGGER instead INSTEAD OF UPDATE ON app.v_$I FOR EACH ROW EXECUTE FUNCTION app.logs('instead'); COMMENT ON TRIGGER instead ON app.v_$I IS 'no write' /drop/ DROP VIEW app.v_$I /write/ UPDATE app.v_$I SET $C = '$V' WHERE n = 8
            CREATE VIEW app.v_$I AS SELECT n, w, $C FROM app.t; CREATE RULE gone AS ON DELETE TO app.v_$I DO INSTEAD UPDATE app.t SET w = 'gone' WHERE n = OLD.n AND t.$C IS NOT NULL /drop/ DROP VIEW app.v_$I /write/ DELETE FROM app.v_$I WHERE n = 13
            CREATE POLICY t_p$I ON app.t FOR SELECT TO scenario_reader USING ($C IS NOT NULL); COMMENT ON POLICY t_p$I ON app.t IS 'a policy' /drop/ DROP POLICY t_p$I ON app.t
            CREATE POLICY t_p$I ON app.t AS RESTRICTIVE FOR UPDATE USING (concat($C, '') <> 'x') WITH CHECK ($C IS NOT NULL OR n > 3) /drop/ DROP POLICY t_p$I ON app.t
            CREATE TABLE app.other_$I (n integer); CREATE POLICY o_p$I ON app.other_$I USING (EXISTS (SELECT FROM app.t WHERE t.n = other_$I.n AND $C IS NOT NULL)) /drop/ DROP POLICY o_p$I ON app.other_$I
            CREATE TRIGGER t_g$I BEFORE UPDATE OF w, $C ON app.t FOR EACH ROW EXECUTE FUNCTION app.logs('of columns') /drop/ DROP TRIGGER t_g$I ON app.t
            CREATE TRIGGER t_g$I AFTER UPDATE OF $C ON app.t REFERENCING OLD TABLE AS was NEW TABLE AS "Is" FOR EACH STATEMENT EXECUTE FUNCTION app.logs('it''s', '') /drop/ DROP TRIGGER t_g$I ON app.t
            CREATE TRIGGER t_g$I AFTER UPDATE ON app.t FOR EACH ROW WHEN (concat(OLD.$C, '') <> concat(NEW.$C, '')) EXECUTE FUNCTION app.logs(); COMMENT ON TRIGGER t_g$I ON app.t IS 'a trigger' /drop/ DROP TRIGGER t_g$I ON app.t
            CREATE TRIGGER t_g$I AFTER INSERT OR UPDATE OF $C ON app.t FOR EACH ROW WHEN (NEW.$C IS NOT NULL) EXECUTE FUNCTION app.logs(); ALTER TABLE app.t ENABLE ALWAYS TRIGGER t_g$I /drop/ DROP TRIGGER t_g$I ON app.t
            CREATE CONSTRAINT TRIGGER t_g$I AFTER DELETE OR UPDATE OF $C ON app.t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.$C IS NULL) EXECUTE FUNCTION app.logs(); ALTER TABLE app.t DISABLE TRIGGER t_g$I /drop/ DROP TRIGGER t_g$I ON app.t
            CREATE RULE t_r$I AS ON DELETE TO app.t WHERE OLD.$C IS NULL DO ALSO INSERT INTO app.log VALUES ('rule', OLD.n); COMMENT ON RULE t_r$I ON app.t IS 'a rule' /drop/ DROP RULE t_r$I ON app.t
            CREATE TABLE app.other_$I (n integer); INSERT INTO app.other_$I VALUES (14); CREATE RULE o_r$I AS ON DELETE TO app.other_$I DO ALSO UPDATE app.t SET $C = t.$C, w = 'other' WHERE n = OLD.n AND $C IS NOT NULL; ALTER TABLE app.other_$I ENABLE ALWAYS RULE o_r$I /drop/ DROP RULE o_r$I ON app.other_$I /write/ DELETE FROM app.other_$I
            ALTER TABLE app.t ADD virtual_$I boolean GENERATED ALWAYS AS ($C IS NULL) VIRTUAL /drop/ ALTER TABLE app.t ALTER virtual_$I SET EXPRESSION AS (n IS NULL)
            """);

    /** Of a table partition or child alone. */
    private static final List<String> ON_TREE = lines("""
            CREATE INDEX low_$I ON app.t_low (n) WHERE $C IS NOT NULL; COMMENT ON INDEX app.low_$I IS 'of the low ones'
            ALTER TABLE app.t_low ADD CONSTRAINT low_c$I CHECK ($C IS NOT NULL OR n < 9999)
            ALTER TABLE app.t_low ALTER $C SET NOT NULL
            ALTER TABLE app.t_low ALTER $C SET DEFAULT '$V'
            ALTER TABLE app.t_low ALTER $C SET STATISTICS 70; COMMENT ON COLUMN app.t_low.$C IS 'a low one'
            GRANT SELECT ($C) ON app.t_low TO scenario_reader
            CREATE STATISTICS app.low_s$I ON n, w FROM app.t_low
            ALTER TABLE app.t_low SET (fillfactor = 70)
            """);

    private static final List<String> ON_TEXT = lines("""
            CREATE INDEX t_$I ON app.t (lower($C))
            CREATE INDEX t_$I ON app.t (lower($C) DESC, n) WHERE $C <> '$V'
            CREATE UNIQUE INDEX t_$I ON app.t (upper($C), n)
            CREATE INDEX t_$I ON app.t (length($C))
            CREATE INDEX t_$I ON app.t (($C || w))
            CREATE INDEX t_$I ON app.t ($C COLLATE "POSIX")
            CREATE INDEX t_$I ON app.t ($C text_pattern_ops)
            CREATE INDEX t_$I ON app.t ($C varchar_pattern_ops)
            ALTER TABLE app.t ADD CONSTRAINT t_c$I CHECK (length($C) < 12)
            ALTER TABLE app.t ADD CHECK ($C <> '' AND $C LIKE 'v%')
            ALTER TABLE app.t ALTER $C SET DEFAULT 'v' || 9
            ALTER TABLE app.t ALTER $C SET STORAGE EXTERNAL
            CREATE STATISTICS app.t_s$I ON lower($C), n FROM app.t
            """);

    private static final List<String> ON_NUMBER = lines("""
            CREATE INDEX t_$I ON app.t (($C + 1))
            CREATE INDEX t_$I ON app.t (abs($C) DESC) WHERE $C > 3
            CREATE INDEX t_$I ON app.t (($C * n))
            ALTER TABLE app.t ADD CONSTRAINT t_c$I CHECK ($C > 0)
            ALTER TABLE app.t ADD CHECK ($C + n > 0 AND $C <> 999)
            ALTER TABLE app.t ADD CONSTRAINT t_c$I CHECK ($C BETWEEN 0 AND 30000) NOT VALID
            ALTER TABLE app.t ALTER $C SET DEFAULT 4 + 5
            CREATE STATISTICS app.t_s$I ON ($C + 1), n FROM app.t
            CREATE SEQUENCE app.q_$I AS bigint START 9000 OWNED BY app.t.$C; ALTER TABLE app.t ALTER $C SET DEFAULT nextval('app.q_$I')
            CREATE SEQUENCE app.q_$I AS bigint START 9000; ALTER TABLE app.t ALTER $C SET DEFAULT nextval('app.q_$I')
            """);

    private static final List<String> BESIDE = lines("""
            CREATE INDEX t_$I ON app.t (n)
            CREATE UNIQUE INDEX t_$I ON app.t (n)
            ALTER TABLE app.t ADD CONSTRAINT t_c$I CHECK (n < 9999)
            ALTER TABLE app.t ADD twice_$I integer GENERATED ALWAYS AS (n * 2) STORED
            ALTER TABLE app.t ADD ticket_$I bigint GENERATED BY DEFAULT AS IDENTITY
            CREATE VIEW app.v_$I AS SELECT n, w FROM app.t
            CREATE TRIGGER t_g$I BEFORE INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION app.touch()
            CREATE TRIGGER t_g$I AFTER DELETE ON app.t FOR EACH STATEMENT EXECUTE FUNCTION app.touch()
            CREATE TRIGGER t_g$I BEFORE UPDATE OF w ON app.t FOR EACH ROW EXECUTE FUNCTION app.touch()
            CREATE TRIGGER t_g$I BEFORE UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION app.touch()
            CREATE TRIGGER t_g$I AFTER INSERT OR DELETE OR UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION app.logs(); ALTER TABLE app.t ENABLE ALWAYS TRIGGER t_g$I
            CREATE TRIGGER t_g$I AFTER UPDATE ON app.t FOR EACH ROW WHEN (OLD.w <> NEW.w) EXECUTE FUNCTION app.logs('w'); COMMENT ON TRIGGER t_g$I ON app.t IS 'a trigger'
            CREATE TRIGGER t_g$I BEFORE INSERT OR UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION app.clears()
            CREATE TRIGGER zzzz_g$I BEFORE UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION app.clears()
            CREATE TRIGGER t_g$I AFTER UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION app.logs(); ALTER TABLE app.t DISABLE TRIGGER t_g$I
            CREATE RULE t_r$I AS ON INSERT TO app.t DO ALSO INSERT INTO app.log VALUES ('insert', NEW.n)
            ALTER TABLE app.t ADD stored_$I integer GENERATED ALWAYS AS (CASE WHEN n > 5 THEN n END) STORED; CREATE INDEX ON app.t (stored_$I)
            CREATE POLICY t_p$I ON app.t USING (n > 0)
            ALTER TABLE app.t ENABLE ROW LEVEL SECURITY
            ALTER TABLE app.t SET (fillfactor = 60, autovacuum_enabled = off)
            ALTER TABLE app.t SET UNLOGGED
            GRANT SELECT, INSERT ON app.t TO scenario_reader
            COMMENT ON TABLE app.t IS 'a table'
            ALTER TABLE app.t REPLICA IDENTITY FULL
            ALTER TABLE app.t ALTER w SET NOT NULL
            CREATE STATISTICS app.t_s$I ON n, w FROM app.t
            """);
}
