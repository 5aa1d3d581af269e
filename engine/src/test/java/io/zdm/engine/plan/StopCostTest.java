package io.zdm.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.plan.DdlStep.Effect;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** For every sort of step somebody has thought about what a stop costs. */
class StopCostTest {

    /** A new sort of step belongs here, with its answer. */
    private static final Map<Class<?>, Map.Entry<PlannedStep, StopCost>> ANSWERS = Map.of(
            DdlStep.class,
            Map.entry(ddl(Effect.NONE, false), StopCost.NOTHING),
            BackfillStep.class,
            Map.entry(new BackfillStep("b", Phase.BACKFILL, "t", false, List.of(), List.of()), StopCost.ONE_CHUNK),
            VerifyStep.class,
            Map.entry(VerifyStep.counting("v", Phase.VERIFY, "t", List.of(), "true", "found"), StopCost.VERIFICATION),
            IndexStep.class,
            Map.entry(
                    new IndexStep("i", Phase.DEPENDENTS, "t", "s", "i", "s.t", false, "(a)", null, List.of()),
                    StopCost.BUILD),
            ConcurrentStep.class,
            Map.entry(new ConcurrentStep("c", Phase.DEPENDENTS, "t", "s.t", "REINDEX", null, null), StopCost.STATEMENT),
            SnapshotStep.class,
            Map.entry(new SnapshotStep("s", Phase.VERIFY, "t"), StopCost.NOTHING));

    private static DdlStep ddl(Effect effect, boolean scans) {
        return new DdlStep("d", Phase.EXPAND, "t", List.of(), List.of("SELECT"), null, effect, scans, List.of());
    }

    @Test
    void everySortOfStepHasAnAnswer() {
        for (Class<?> sort : PlannedStep.class.getPermittedSubclasses()) {
            assertThat(ANSWERS)
                    .as("what a stop costs in a " + sort.getSimpleName())
                    .containsKey(sort);
        }
        ANSWERS.values()
                .forEach(a ->
                        assertThat(StopCost.of(a.getKey())).as("%s", a.getKey()).isEqualTo(a.getValue()));
    }

    @Test
    void everyEffectOfADdlStepHasAnAnswerAndAScanIsAlwaysLost() {
        Map<Effect, StopCost> expected = new EnumMap<>(Map.of(
                Effect.NONE, StopCost.NOTHING,
                Effect.SWAPPED, StopCost.NOTHING,
                Effect.SWAPPED_BACK, StopCost.NOTHING,
                Effect.ROLLED_BACK, StopCost.NOTHING,
                Effect.CONTRACTED, StopCost.NOTHING,
                Effect.NOTED, StopCost.STATEMENT));
        assertThat(expected.keySet()).containsExactlyInAnyOrderElementsOf(Arrays.asList(Effect.values()));
        expected.forEach((effect, cost) -> {
            assertThat(StopCost.of(ddl(effect, false))).isEqualTo(cost);
            assertThat(StopCost.of(ddl(effect, true))).isEqualTo(StopCost.SCAN);
        });
    }

    @Test
    void onlyWhatCostsAChunkAtMostIsSafe() {
        assertThat(Arrays.stream(StopCost.values()).filter(StopCost::isSafe))
                .containsExactlyInAnyOrder(StopCost.ONE_CHUNK, StopCost.NOTHING);
    }
}
