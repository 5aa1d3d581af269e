package io.zdm.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

/** Each format is what its readers accept, and says the same. */
class LintFormatsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    LintFormatsTest(@TempDir Path directory) throws IOException {
        folder = directory;
        Files.writeString(folder.resolve("V1, 100% ä.sql"), """
                ALTER TABLE "a&b<c>" RENAME COLUMN x TO y;

                -- migration-unsafe-ack: ten rows, "small" & <old>
                CREATE INDEX i ON orders (total);
                UPDATE orders SET note = '\u0001]]>' WHERE id > 5;
                """);
        Files.writeString(folder.resolve("V2.sql"), "SET lock_timeout = '1s';\n");
    }

    private Lint lint(String format) {
        return Lint.run("--output=" + format, folder.toString());
    }

    @Test
    void sarifIsWhatItsSchemaSaysAndHasTheReasonsOfAcks() throws IOException {
        Lint lint = lint("sarif");

        JsonNode log = JSON.readTree(lint.out());
        assertThat(invalid("/schema/sarif-schema-2.1.0.json", log)).isEmpty();
        JsonNode results = log.at("/runs/0/results");
        assertThat(results.findValuesAsText("ruleId")).contains("rename-column", "index-not-concurrent");
        List<String> reasons = new ArrayList<>();
        results.forEach(result -> {
            result.at("/suppressions")
                    .forEach(each -> reasons.add(each.get("justification").asText()));
            String id = result.get("ruleId").asText();
            int index = result.get("ruleIndex").asInt();
            assertThat(log.at("/runs/0/tool/driver/rules/" + index + "/id").asText())
                    .isEqualTo(id);
        });
        assertThat(reasons).isNotEmpty().containsOnly("ten rows, \"small\" & <old>");
        assertThat(results.at("/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .endsWith("V1,%20100%25%20%C3%A4.sql");
        assertThat(lint.exit()).isOne();
    }

    @Test
    void gitlabsReportIsWhatGitlabDocuments() throws IOException {
        JsonNode issues = JSON.readTree(lint("gitlab").out());

        assertThat(invalid("/lint/gitlab-code-quality.schema.json", issues)).isEmpty();
        assertThat(issues.findValuesAsText("check_name"))
                .contains("rename-column")
                .doesNotContain("index-not-concurrent");
        assertThat(issues.findValuesAsText("fingerprint")).doesNotHaveDuplicates();
    }

    @Test
    void annotationsOfGithubAreALineEach() {
        List<String> lines = lint("github").out().lines().toList();

        assertThat(lines)
                .isNotEmpty()
                .allMatch(line ->
                        line.matches("::(error|warning|notice) file=[^:,]+,line=\\d+,col=\\d+,title=[a-z-]+::.+"));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("::error file=")
                        && line.contains("V1%2C 100%25 ä.sql,line=1,col=")
                        && line.contains("%0AThe safe way:%0A"));
        assertThat(lines).anyMatch(line -> line.startsWith("::notice") && line.contains("::Acked: ten rows"));
    }

    @Test
    void junitsXmlIsValidAndHasFailuresAndSkippedOnes() throws IOException, SAXException {
        Lint lint = lint("junit");

        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Objects.requireNonNull(LintFormatsTest.class.getResource("/lint/junit.xsd")))
                .newValidator()
                .validate(new StreamSource(new StringReader(lint.out())));
        assertThat(lint.out())
                .contains("failures=\"1\"", "<skipped message=\"acked: ten rows, &quot;small&quot; &amp; &lt;old")
                .contains("name=\"nothing found\"");
    }

    @Test
    void jsonHasTheKeysPromisedAndNoOthers() throws IOException {
        JsonNode findings = JSON.readTree(lint("json").out());

        assertThat(findings).isNotEmpty();
        findings.forEach(finding -> assertThat(finding.fieldNames())
                .toIterable()
                .containsExactly(
                        "file",
                        "line",
                        "column",
                        "rule",
                        "severity",
                        "message",
                        "statement",
                        "locks",
                        "safe",
                        "acked"));
    }

    private static List<String> invalid(String schema, JsonNode json) throws IOException {
        try (InputStream in = Objects.requireNonNull(LintFormatsTest.class.getResourceAsStream(schema))) {
            JsonSchema read =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(JSON.readTree(in));
            return read.validate(json).stream().map(Object::toString).toList();
        }
    }
}
