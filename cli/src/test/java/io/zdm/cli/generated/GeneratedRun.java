package io.zdm.cli.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.scenario.WholeDatabase;
import io.zdm.engine.batch.Engine;
import io.zdm.engine.batch.Engine.RunOptions;
import io.zdm.engine.batch.Outcome;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.change.Tuning;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Phase;
import io.zdm.testkit.CatalogComparer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Changes generated tables with the engine, and a clone of each with ALTER TABLE. */
final class GeneratedRun {

    private final Engine engine;
    private final GeneratedDatabase changed;
    private final GeneratedDatabase altered;

    GeneratedRun(Engine engine, GeneratedDatabase changed, GeneratedDatabase altered) {
        this.engine = engine;
        this.changed = changed;
        this.altered = altered;
    }

    /** How it ended: {@code changed}, {@code metadata-only}, or the codes of a refusal. */
    String run(GeneratedTable wanted) throws SQLException {
        GeneratedTable table = wanted.with(altered.make(wanted));
        assertThat(changed.make(table)).isEqualTo(table.features());
        Map<String, String> original = altered.whole().catalog();
        List<String> traces = changed.whole().traces();
        List<MigrationPlan> plans = new ArrayList<>();
        Outcome there = engine.run(table.change(), options(plans));
        if (!there.problems().isEmpty()) {
            same("after the refusal", original, traces);
            return refused(table, there);
        }
        long id = succeeded(there);
        if (plans.get(0).path() == MigrationPlan.Path.METADATA_ONLY) {
            alter(table);
        } else {
            write(table, 0);
            if (table.seed() % 3 == 0) {
                succeeded(engine.rollback(id, options(plans)));
                same("after the rollback", original, traces);
                id = succeeded(engine.run(table.change(), options(plans)));
            }
            succeeded(engine.contract(id, options(plans)));
            alter(table);
            write(table, 1);
        }
        same("in the end", altered.whole().catalog(), traces);
        return plans.get(0).path() == MigrationPlan.Path.METADATA_ONLY ? "metadata-only" : "changed";
    }

    private String refused(GeneratedTable table, Outcome refusal) {
        String codes = String.join(
                " ",
                refusal.problems().stream()
                        .map(p -> p.code().text())
                        .distinct()
                        .sorted()
                        .toList());
        Optional<String> error = altered.attempt(table.alter());
        assertThat(error.isPresent() || KnownRefusals.explain(refusal.problems()))
                .as("ALTER TABLE can do it, the engine refuses: %s", refusal.problems())
                .isTrue();
        return (error.isPresent() ? "refused like ALTER: " : "refused: ") + codes;
    }

    private void alter(GeneratedTable table) {
        assertThat(altered.attempt(table.alter()))
                .as("what the engine changed, ALTER TABLE changes")
                .isEmpty();
    }

    private void write(GeneratedTable table, int round) {
        for (String sql : table.writes(round)) {
            Optional<String> expected = altered.attempt(sql);
            Optional<String> found = changed.attempt(sql);
            assertThat(found.map(GeneratedRun::state))
                    .as("%s: altered %s, changed %s", sql, expected, found)
                    .isEqualTo(expected.map(GeneratedRun::state));
        }
    }

    private static String state(String error) {
        return error.substring(0, 5);
    }

    private void same(String when, Map<String, String> catalog, List<String> traces) throws SQLException {
        WholeDatabase now = changed.whole();
        assertThat(CatalogComparer.compare(catalog, now.catalog()))
                .as("catalog " + when)
                .isEmpty();
        assertThat(now.rows()).as("rows " + when).isEqualTo(altered.whole().rows());
        assertThat(now.traces()).as("traces " + when).isEqualTo(traces);
    }

    private static long succeeded(Outcome outcome) {
        if (outcome.error() != null) {
            throw new AssertionError("exit " + outcome.exitCode() + ": " + outcome.error(), outcome.error());
        }
        assertThat(outcome.problems()).isEmpty();
        return Objects.requireNonNull(outcome.id());
    }

    private static RunOptions options(List<MigrationPlan> plans) {
        return new RunOptions(null, Phase.SWAP, Tuning.DEFAULT, Reporter.SILENT, new StopSignal(), plans::add);
    }
}
