package io.zdm.cli.runbook;

import static io.zdm.cli.render.Markdown.cell;
import static io.zdm.cli.render.Markdown.code;
import static io.zdm.cli.render.Markdown.row;

import io.zdm.cli.render.PlanSections;
import io.zdm.cli.render.Units;
import io.zdm.cli.render.Words;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.MigrationPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything an operator needs for one change on one page of Markdown. */
public final class Runbook {

    /** What the page says where no table is known; of no use where it is. */
    private static final String UNFILLED = "The command `runbook` fills this section in for one table.\n\n";

    private static final String THIS_CHANGE = "\n## This change\n";

    private final RunbookInput input;
    private final MigrationPlan plan;
    private final List<Page> pages;

    public Runbook(RunbookInput input) {
        this.input = input;
        this.plan = input.plan();
        this.pages = Page.of(input);
    }

    /** One after another, as one text. */
    public static String render(List<Runbook> runbooks) {
        return runbooks.stream().map(Runbook::render).collect(Collectors.joining("\n"));
    }

    /** The same as one web page. */
    public static String renderHtml(List<Runbook> runbooks) {
        Runbook lead = runbooks.get(runbooks.size() - 1);
        return HtmlPage.of(lead.plan.kind() + " on " + lead.table(), render(runbooks));
    }

    public String render() {
        StringBuilder out = new StringBuilder();
        out.append("# Runbook: ").append(plan.kind()).append(" on ").append(code(table()));
        out.append("\n\n").append(facts());
        out.append(PlanSections.problems(plan));
        if (!plan.refused()) {
            out.append(PlanSections.overview(plan));
            out.append(PlanSections.warnings(plan));
            out.append(new Concerned(plan).render());
        }
        out.append(history());
        out.append("\n## On this page\n\n");
        pages.forEach(p -> {
            String title = PageText.title(PageText.read(p));
            out.append("- [")
                    .append(title)
                    .append("](#")
                    .append(PageText.anchor(title))
                    .append(")\n");
        });
        pages.forEach(p -> out.append('\n').append(page(p).stripTrailing()).append('\n'));
        return out.toString();
    }

    private String facts() {
        StringBuilder facts = new StringBuilder(row("", "")).append("|---|---|\n");
        if (input.id() != null) {
            facts.append(row("change", input.id().toString()));
            facts.append(row("state", cell(state() + ", " + phase())));
        }
        plan.columns()
                .forEach(c -> facts.append(
                        row("column", code(c.name()) + " " + code(c.fromType()) + " → " + code(c.toType()))));
        if (plan.refused()) {
            return facts.append(row("result", "**refused**, nothing was touched"))
                    .toString();
        }
        facts.append(row("path", cell(Words.path(plan.path()))));
        facts.append(row("size", rows() + " rows, " + size()));
        return facts.append(row("estimate", Words.estimate(plan))).toString();
    }

    private String history() {
        return input.status() == null
                ? ""
                : "\n## What happened so far\n\n" + new Happened(input.status(), input.phases()).render() + "\n"
                        + input.history().stream()
                                .map(h -> "- " + cell(h) + "\n")
                                .collect(Collectors.joining());
    }

    /** A page of an alarm or an exit code says the same of every change: it goes without the section about this one. */
    private String page(Page page) {
        String text = PageText.read(page).replace(UNFILLED, "");
        int section = text.indexOf(THIS_CHANGE);
        if (section >= 0 && (page.isGeneral() || page.steps(plan).isEmpty())) {
            text = text.substring(0, section + 1);
        }
        return PageText.fill(PageText.linkedWithin(PageText.deeper(text), pages), values(page));
    }

    private Map<String, String> values(Page page) {
        Map<String, String> values = new HashMap<>();
        values.put("id", input.id() == null ? "not begun" : input.id().toString());
        values.put("change", plan.kind());
        values.put("qualifiedTable", cell(table()));
        values.put("tableLiteral", Identifier.literal(table()));
        values.put(
                "columns",
                plan.columns().stream().map(c -> cell(Words.columnChange(c))).collect(Collectors.joining(", ")));
        values.put("rows", rows());
        values.put("tableSize", size());
        values.put("estimate", Words.estimate(plan));
        values.put("state", state());
        values.put("phase", phase());
        values.put("phaseSql", PlanSections.steps(page.steps(plan), "####"));
        values.put("history", "");
        return values;
    }

    /** As the user wrote it where there is no such table. */
    private String table() {
        return plan.table().schema().isEmpty()
                ? plan.table().name()
                : plan.table().sql();
    }

    private String state() {
        return input.state() == null ? "not begun" : input.state();
    }

    private String phase() {
        return input.phase() == null ? "no phase yet" : input.phase();
    }

    private String rows() {
        return Units.count(plan.estimate().rows());
    }

    private String size() {
        return Units.bytes(plan.estimate().tableBytes());
    }
}
