package io.zdm.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.zdm.lint.source.SourceFile;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a file has in it, it is read to its end, in bounded time, and each finding has its place. */
class ReadingTest {

    private static final String WHOLE = """
            CREATE TABLE a (id int PRIMARY KEY, b text DEFAULT 'it''s; $$', c numeric(10, 2) CHECK (c > 0));
            DO $body$ BEGIN EXECUTE 'ALTER TABLE a ADD x int'; END $body$;
            CREATE FUNCTION f(int) RETURNS int BEGIN ATOMIC SELECT CASE WHEN $1 > 0 THEN 1 ELSE 2 END; SELECT 1; END;
            ALTER TABLE "q""x" ALTER COLUMN "B" TYPE bigint USING ("B" || E'\\'')::bigint /* a /* b */ c */;
            COPY a (id, b) FROM stdin;
            1	x;
            \\.
            UPDATE a SET b = U&'d\\0061t' WHERE id IN (SELECT id FROM a) -- the end
            """;

    private static LintReport lint(String text) {
        return new Linter(LintOptions.defaults()).lint(List.of(new SourceFile("V1.sql", text)));
    }

    private static List<String> places(String text) {
        return lint(text).findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding ->
                        finding.position().line() + ":" + finding.position().column() + " " + finding.rule())
                .toList();
    }

    @Test
    void commandsOfPsqlAreNoStatements() {
        String text = """
                \\set ON_ERROR_STOP on
                \\if :{?x}
                \\echo 'a; b'
                \\endif
                SELECT 1 \\gset
                DROP TABLE :"name" \\g
                SELECT 2 \\; DROP TABLE b;
                """;
        assertThat(places(text)).contains("6:13 drop-table");
        assertThat(lint(text).read()).isEqualTo(lint(text).statements());
    }

    @Test
    void whatFollowsACommandOfPsqlBehindTwoBackslashesIsSql() {
        assertThat(places("\\echo hello \\\\ DROP TABLE b;\n")).containsExactly("1:27 drop-table");
    }

    @Test
    void semicolonsInQuotesCommentsAndParenthesesEndNothing() {
        assertThat(places("/* a /* b */ ; DROP TABLE x; */ DROP TABLE y;")).containsExactly("1:44 drop-table");
        assertThat(places("SELECT E'it''\\'; DROP TABLE a;'; DROP TABLE b;")).containsExactly("1:45 drop-table");
        assertThat(places("SELECT $a$ $$; DROP TABLE a; $$ $a$; DROP TABLE b;")).containsExactly("1:49 drop-table");
        assertThat(lint("CREATE RULE r AS ON INSERT TO a DO ALSO (DELETE FROM b; DELETE FROM c);")
                        .statements())
                .isEqualTo(1);
        assertThat(lint("SELECT a[:n], b::text, :'c' FROM :d;").read()).isEqualTo(1);
    }

    @Test
    void columnsAreCountedInCharacters() {
        assertThat(places("SELECT '\uD83D\uDE00'; DROP TABLE a;")).containsExactly("1:24 drop-table");
    }

    @Test
    void ofWhatIsTooLongOnlyRowsAreTakenAsRead() {
        String rows = "(1, 'x'), ".repeat(30_000) + "(1, 'x');\n";
        LintReport report = lint("INSERT INTO a VALUES " + rows + "UPDATE a SET b = v.c FROM (VALUES " + rows);
        assertThat(report.statements()).isEqualTo(2);
        assertThat(report.read()).isEqualTo(1);
        assertThat(report.findings())
                .extracting(finding -> finding.position().line() + " " + finding.rule() + ": " + finding.message())
                .containsExactly("2 not-read: Not read, and so not checked: it has more than 200,000 characters.");
    }

    @Test
    void numbersThatNoTypeHasDoNoHarm() {
        assertThat(
                        places(
                                "CREATE TABLE IF NOT EXISTS a (b varchar(99999999999));\nALTER TABLE a ALTER b TYPE varchar(5);"))
                .containsExactly("2:15 change-column-type");
    }

    @Test
    void dataOfCopyIsSkipped() {
        String text = "COPY a FROM STDIN;\n1;\tDROP TABLE x;\n\\.\nDROP TABLE b;\n";
        assertThat(places(text)).containsExactly("4:12 drop-table");
        assertThat(places("COPY a FROM STDIN;\r\nDROP TABLE x;\r\n\\.\r\nDROP TABLE b;\r\n"))
                .containsExactly("4:12 drop-table");
        assertThat(places("copy a from stdin;\nDROP TABLE x;\n")).isEmpty();
    }

    @Test
    void placeholdersAreNames() {
        assertThat(places("DROP TABLE ${schema}.${table-name};")).containsExactly("1:12 drop-table");
        assertThat(lint("BEGIN; ALTER TABLE ${schema}.a RENAME TO b; CREATE INDEX i ON c (d); COMMIT;")
                        .findings())
                .filteredOn(finding -> finding.rule().matches("rename-table|strong-lock-held"))
                .extracting(Finding::message, finding -> finding.locks().get(0).object())
                .containsExactly(
                        tuple("Whoever still names ${schema}.a fails.", "${schema}.a"),
                        tuple(
                                "Until this is done nobody can read or write ${schema}.a, which an earlier statement of"
                                        + " the transaction has locked.",
                                "${schema}.a"));
    }

    @Test
    void aByteOrderMarkHasNoWidthAndLinesMayEndAsOnWindows() {
        assertThat(places("\uFEFFDROP TABLE a;\r\n\r\n  DROP TABLE b;\r\n"))
                .containsExactly("1:12 drop-table", "3:14 drop-table");
    }

    @Test
    void aStatementThatIsNotUnderstoodDoesNotHideTheOthers() {
        LintReport report = lint("DROP TABEL a;\nDROP TABLE b;\nSELECT (;\n");
        assertThat(report.read()).isEqualTo(1);
        assertThat(report.statements()).isEqualTo(3);
        assertThat(report.findings()).extracting(Finding::rule).contains("not-read", "drop-table");
    }

    @Test
    void tenMegabytesAreReadInSeconds() {
        StringBuilder text = new StringBuilder("COPY a FROM stdin;\n");
        while (text.length() < 5_000_000) {
            text.append("1\tsome 'text' with $$ signs\n");
        }
        text.append("\\.\n-- ");
        while (text.length() < 10_000_000) {
            text.append("comment ");
        }
        text.append("\nDROP TABLE b;\n");
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThat(places(text.toString())).hasSize(1));
    }

    @Test
    void whatIsCutOffAnywhereIsReadToItsEnd() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int end = 0; end <= WHOLE.length(); end += 3) {
                assertThat(lint(WHOLE.substring(0, end)).statements()).isLessThanOrEqualTo(6);
            }
        });
    }

    @Test
    void mixedUpPiecesDoNoHarm() {
        Random random = new Random(7);
        String[] pieces = WHOLE.split("(?<=\\W)|(?=\\W)");
        String[] others = {
            "'", "\"", "$$", "$a$", "/*", "*/", "--", "(", ")", ";", "\\", "\n", "\0", "${", ":'", "E'", "\uD800",
            "U&\""
        };
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 300; i++) {
                StringBuilder text = new StringBuilder();
                for (int j = random.nextInt(40); j >= 0; j--) {
                    text.append(
                            random.nextInt(4) == 0
                                    ? others[random.nextInt(others.length)]
                                    : pieces[random.nextInt(pieces.length)]);
                }
                LintReport report = lint(text.toString());
                assertThat(report.read()).isLessThanOrEqualTo(report.statements());
            }
        });
    }

    @Test
    void whatTheFastWayOfReadingDoesNotUnderstandIsReadAgain() {
        assertThat(places("UPDATE a SET b = c LIKE d ESCAPE e, f = g;")).containsExactly("1:1 update-without-where");
    }

    @Test
    void deepNestingDoesNotOverflow() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            LintReport report = lint("SELECT " + "(".repeat(3000) + "1" + ")".repeat(3000) + ";\nDROP TABLE b;");
            assertThat(report.findings()).extracting(Finding::rule).contains("drop-table");
        });
    }
}
