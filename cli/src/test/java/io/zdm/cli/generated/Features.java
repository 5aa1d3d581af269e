package io.zdm.cli.generated;

import io.zdm.cli.generated.Conversion.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Everything that may hang on a column or stand beside it, for the table app.t with the columns id, n, w, d. */
final class Features {

    private final Random random;
    private final String column;
    private final Conversion conversion;

    Features(Random random, String column, Conversion conversion) {
        this.random = random;
        this.column = column;
        this.conversion = conversion;
    }

    /** One of all that suit the column. {@code $C} is the column, {@code $V} a value of it, {@code $I} a number. */
    Feature any(int number) {
        List<String> pool = new ArrayList<>(BESIDE);
        pool.addAll(ON_ANY);
        pool.addAll(ON_ANY);
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
        String chosen = pool.get(random.nextInt(pool.size()));
        return new Feature(chosen.replace("$C", column)
                .replace("$I", "" + number)
                .replace("$TYPE", conversion.from())
                .replace("$V", conversion.value().apply(3)));
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
            ALTER TABLE app.t ADD CONSTRAINT t_f$I FOREIGN KEY ($C) REFERENCES app.$C_parent
            ALTER TABLE app.t ADD FOREIGN KEY ($C) REFERENCES app.$C_parent ON DELETE CASCADE ON UPDATE SET NULL
            ALTER TABLE app.t ADD CONSTRAINT t_f$I FOREIGN KEY ($C) REFERENCES app.$C_parent DEFERRABLE INITIALLY DEFERRED NOT VALID
            ALTER TABLE app.t ADD CONSTRAINT t_u$I UNIQUE ($C); CREATE TABLE app.child_$I (c $TYPE REFERENCES app.t ($C) ON UPDATE CASCADE); INSERT INTO app.child_$I SELECT $C FROM app.t WHERE n < 4
            CREATE STATISTICS app.t_s$I ON $C, n FROM app.t
            CREATE STATISTICS app.t_s$I (dependencies, mcv) ON w, $C FROM app.t; COMMENT ON STATISTICS app.t_s$I IS 'some'
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
