package io.zdm.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.lint.source.SourceFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the options change, where findings are, and how the files of a folder know of one another. */
class LinterTest {

    private static final LintOptions DEFAULTS = LintOptions.defaults();

    private static List<String> places(LintOptions options, String... files) {
        List<SourceFile> all = IntStream.range(0, files.length)
                .mapToObj(i -> new SourceFile("V" + (i + 1) + ".sql", files[i]))
                .toList();
        return new Linter(options)
                .lint(all).findings().stream()
                        .map(finding -> "%s:%d:%d %s %s"
                                .formatted(
                                        finding.file(),
                                        finding.position().line(),
                                        finding.position().column(),
                                        finding.severity().word(),
                                        finding.rule()))
                        .toList();
    }

    private static List<String> rules(LintOptions options, String... files) {
        return Arrays.stream(places(options, files).toArray(String[]::new))
                .map(place -> place.substring(place.lastIndexOf(' ') + 1))
                .toList();
    }

    private static LintOptions version(int version) {
        return new LintOptions(version, Map.of(), Set.of(), false);
    }

    @Test
    void whatIsInsideOfABlockHasItsOwnPlace() {
        String block = """
                DO $$
                BEGIN
                    IF true THEN
                        DROP TABLE orders;
                    END IF;
                    EXECUTE 'DROP TABLE items';
                END $$;
                """;
        assertThat(places(DEFAULTS, block))
                .contains(
                        "V1.sql:4:20 error drop-table",
                        "V1.sql:4:9 warning ddl-in-block",
                        "V1.sql:6:25 error drop-table",
                        "V1.sql:6:14 warning ddl-in-block");
        assertThat(places(DEFAULTS, "DO 'BEGIN EXECUTE ''DROP TABLE items''; END';"))
                .contains("V1.sql:1:32 error drop-table", "V1.sql:1:21 warning ddl-in-block");
    }

    @Test
    void findingsAreInTheOrderOfTheirPlaces() {
        assertThat(places(
                        DEFAULTS,
                        "ALTER TABLE a DROP COLUMN b, ADD CHECK (c > 0);\n-- migration-unsafe-ack:\nDROP TABLE b;"))
                .containsExactly(
                        "V1.sql:1:1 warning lock-timeout-missing",
                        "V1.sql:1:15 error drop-column",
                        "V1.sql:1:34 error check-validated",
                        "V1.sql:2:1 error ack-without-reason",
                        "V1.sql:3:12 error drop-table");
    }

    @Test
    void aMissingTimeoutIsSaidOnceAFile() {
        String twice = "ALTER TABLE a ADD b int;\nALTER TABLE a ADD c int;\n";
        assertThat(places(DEFAULTS, twice, twice))
                .containsExactly("V1.sql:1:1 warning lock-timeout-missing", "V2.sql:1:1 warning lock-timeout-missing");
    }

    @Test
    void whatEarlierFilesHaveMadeIsKnownButNotNew() {
        String made = "CREATE TABLE a (b varchar(10) NOT NULL);\n";
        String changed = "SET lock_timeout = '1s'; ALTER TABLE a ALTER b TYPE varchar(20), ALTER b SET NOT NULL;";
        assertThat(rules(DEFAULTS, made, changed)).isEmpty();
        assertThat(rules(DEFAULTS, changed)).containsExactly("change-column-type", "set-not-null");
        assertThat(rules(DEFAULTS, made, "DROP TABLE a;")).contains("drop-table");
    }

    @Test
    void aToolMayOpenTheTransaction() {
        LintOptions wrapped = new LintOptions(17, Map.of(), Set.of(), true);
        assertThat(rules(wrapped, "BEGIN;\nCOMMIT;")).containsExactly("nested-transaction");
        assertThat(rules(wrapped, "CREATE INDEX CONCURRENTLY i ON a (b);"))
                .containsExactly("concurrently-in-transaction");
        assertThat(rules(wrapped, "SET LOCAL lock_timeout = '1s';\nALTER TABLE a ADD b int;"))
                .isEmpty();
        assertThat(rules(wrapped, "SET lock_timeout = '1s';\nALTER TABLE a ADD b int;\nALTER TABLE c ADD d int;"))
                .containsExactly("strong-lock-held");
    }

    @Test
    void aTransactionThatIsPreparedIsNotOpen() {
        assertThat(rules(DEFAULTS, "BEGIN;\nPREPARE TRANSACTION 'p';")).isEmpty();
        assertThat(rules(DEFAULTS, "BEGIN;\nROLLBACK PREPARED 'p';")).containsExactly("transaction-not-closed");
    }

    @Test
    void aTableIsNotNewByAnotherName() {
        assertThat(rules(DEFAULTS, "ALTER TABLE a RENAME TO b;\nDROP TABLE b;"))
                .containsExactly("lock-timeout-missing", "rename-table", "drop-table");
    }

    @Test
    void aNotNullConstraintOfVersion18ProvesWhatItSays() {
        String constraint = "SET lock_timeout = '1s'; ALTER TABLE a ADD CONSTRAINT n NOT NULL b NOT VALID;";
        String set = "ALTER TABLE a ALTER b SET NOT NULL;";
        assertThat(rules(version(18), constraint + set)).containsExactly("set-not-null");
        assertThat(rules(version(18), constraint + "ALTER TABLE a VALIDATE CONSTRAINT n;" + set))
                .isEmpty();
    }

    @Test
    void smallTablesAreLeftAlone() {
        LintOptions small = new LintOptions(17, Map.of(), Set.of("settings"), false);
        assertThat(rules(small, "ALTER TABLE settings ADD CHECK (a > 0);\nCREATE INDEX i ON public.settings (a);"))
                .isEmpty();
        assertThat(rules(small, "CREATE INDEX i ON other (a);")).contains("index-not-concurrent");
    }

    @Test
    void aRuleIsGraverLessGraveOrOffAlsoForAcks() {
        Map<String, @Nullable Severity> severities = new LinkedHashMap<>();
        severities.put("drop-table", Severity.INFO);
        severities.put("lock-timeout-missing", null);
        severities.put("ack-without-finding", Severity.WARNING);
        LintOptions options = new LintOptions(17, severities, Set.of(), false);
        assertThat(places(options, "DROP TABLE a;\n-- migration-unsafe-ack: why\nSELECT 1;"))
                .containsExactly("V1.sql:1:12 info drop-table", "V1.sql:2:1 warning ack-without-finding");
    }

    @Test
    void aGeneratedColumnIsVirtualByDefaultFromVersion18On() {
        String plain = "SET lock_timeout = '1s'; ALTER TABLE a ADD b int GENERATED ALWAYS AS (c * 2)";
        assertThat(rules(version(18), plain)).isEmpty();
        assertThat(rules(version(18), plain + " STORED")).containsExactly("add-column-generated");
        assertThat(rules(version(18), plain + " VIRTUAL")).isEmpty();
        assertThat(rules(version(17), plain)).containsExactly("add-column-generated");
        assertThat(rules(version(17), plain + " VIRTUAL")).isEmpty();
    }

    @Test
    void aReportFailsFromASeverityOn() {
        LintReport report = new Linter(DEFAULTS)
                .lint(List.of(new SourceFile(
                        "V1.sql",
                        "-- migration-unsafe-ack: why\nDROP TABLE a;\nCREATE TABLE b (id int PRIMARY KEY);")));
        assertThat(report.findings()).extracting(Finding::acked).containsExactly(true, true, false);
        assertThat(report.failsOn(Severity.ERROR)).isFalse();
        assertThat(report.failsOn(Severity.WARNING)).isTrue();
        assertThat(report.withoutAcks().failsOn(Severity.ERROR)).isTrue();
        assertThat(report.only("V2.sql"::equals).failsOn(Severity.INFO)).isFalse();
    }
}
