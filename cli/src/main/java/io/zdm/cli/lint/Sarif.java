package io.zdm.cli.lint;

import io.zdm.lint.Finding;
import io.zdm.lint.Fingerprint;
import io.zdm.lint.LintReport;
import io.zdm.lint.Severity;
import io.zdm.lint.rule.Rule;
import io.zdm.lint.rule.Rules;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report as SARIF 2.1.0: one run, all rules, the reason of an ack in a result's suppressions. */
final class Sarif {

    private Sarif() {}

    static Map<String, Object> of(LintReport report) {
        List<String> rules = Rules.all().stream().map(Rule::id).toList();
        List<String> prints = Fingerprint.of(report.findings());
        List<Map<String, Object>> results = new ArrayList<>();
        for (int i = 0; i < report.findings().size(); i++) {
            results.add(result(report.findings().get(i), prints.get(i), rules));
        }
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "zdm-batch lint");
        driver.put("rules", Rules.all().stream().map(Sarif::rule).toList());
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("columnKind", "unicodeCodePoints");
        run.put("results", results);
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private static Map<String, Object> rule(Rule rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", rule.id());
        json.put("shortDescription", Map.of("text", rule.title()));
        json.put("fullDescription", Map.of("text", rule.title() + ". " + rule.takes() + ". " + rule.blocks() + "."));
        json.put("help", Map.of("text", "The safe way:\n" + rule.safe(), "markdown", rule.page()));
        json.put("defaultConfiguration", Map.of("level", level(rule.severity())));
        return json;
    }

    private static Map<String, Object> result(Finding finding, String print, List<String> rules) {
        Map<String, Object> region = new LinkedHashMap<>();
        region.put("startLine", finding.position().line());
        region.put("startColumn", finding.position().column());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", finding.rule());
        result.put("ruleIndex", rules.indexOf(finding.rule()));
        result.put("level", level(finding.severity()));
        result.put("message", Map.of("text", finding.message()));
        result.put(
                "locations",
                List.of(Map.of(
                        "physicalLocation",
                        Map.of("artifactLocation", Map.of("uri", uri(finding.file())), "region", region))));
        result.put("partialFingerprints", Map.of("statement/v1", print));
        result.put(
                "suppressions",
                finding.ackReason() == null
                        ? List.of()
                        : List.of(Map.of("kind", "inSource", "justification", finding.ackReason())));
        return result;
    }

    private static String level(Severity severity) {
        return severity == Severity.INFO ? "note" : severity.word();
    }

    private static String uri(String file) {
        try {
            String path = LintReports.slashed(file);
            return file.equals("-")
                    ? "stdin"
                    : new URI(null, null, path.matches("[A-Za-z]:.*") ? "/" + path : path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(file, e);
        }
    }
}
