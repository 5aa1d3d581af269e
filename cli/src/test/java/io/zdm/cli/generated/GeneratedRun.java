package io.zdm.cli.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.generated.GeneratedTable.Tree;
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

    /** How far a table's change goes first. Where that is not the swap it is rolled back from there; the first always is. */
    private static final List<Phase> TURNS = List.of(
            Phase.SWAP, Phase.EXPAND, Phase.SWAP, Phase.SWAP, Phase.DEPENDENTS, Phase.SWAP, Phase.SWAP, Phase.SWAP);

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
        int number = (int) Math.floorMod(table.seed(), (long) TURNS.size());
        Phase turn = TURNS.get(number);
        Outcome there = engine.run(table.change(), options(plans, turn));
        if (!there.problems().isEmpty()) {
            same("after the refusal", original, traces);
            return refused(table, there);
        }
        long id = succeeded(there);
        boolean metadataOnly = plans.get(0).path() == MigrationPlan.Path.METADATA_ONLY;
        if (metadataOnly) {
            id = succeeded(engine.run(table.change(), options(plans, Phase.SWAP)));
        } else {
            write(table, 0);
            if (turn != Phase.SWAP || number == 0) {
                succeeded(engine.rollback(id, options(plans, Phase.SWAP)));
                same("after the rollback from " + turn, original, traces);
                id = succeeded(engine.run(table.change(), options(plans, Phase.EXPAND)));
                write(table, 1);
                succeeded(engine.run(table.change(), options(plans, Phase.SWAP)));
            }
            write(table, 2);
            succeeded(engine.contract(id, options(plans, Phase.SWAP)));
        }
        alter(table);
        write(table, 3);
        same("in the end", altered.whole().catalog(), traces);
        return metadataOnly ? "metadata-only" : "changed";
    }

    private String refused(GeneratedTable table, Outcome refusal) {
        String codes = String.join(
                " ",
                refusal.problems().stream()
                        .map(p -> p.code().text())
                        .distinct()
                        .sorted()
                        .toList());
        Optional<String> error = altered.attempt(table.carefully());
        assertThat(error.isPresent() || KnownRefusals.explain(refusal.problems(), table.tree() != Tree.NONE))
                .as("ALTER TABLE can do it, the engine refuses: %s", refusal.problems())
                .isTrue();
        return (error.isPresent() ? "refused like ALTER: " : "refused: ") + codes;
    }

    /** Plainly where that is possible, as most would do it. */
    private void alter(GeneratedTable table) {
        Optional<String> plainly = altered.attempt(table.alter());
        Optional<String> carefully = plainly.isEmpty() ? plainly : altered.attempt(table.carefully());
        assertThat(carefully)
                .as("what the engine changed, ALTER TABLE changes, if not at once: %s", plainly)
                .isEmpty();
        table.afterwards().forEach(sql -> assertThat(altered.attempt(sql)).isEmpty());
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

    private static RunOptions options(List<MigrationPlan> plans, Phase until) {
        return new RunOptions(null, null, until, Tuning.DEFAULT, Reporter.SILENT, new StopSignal(), plans::add);
    }
}
