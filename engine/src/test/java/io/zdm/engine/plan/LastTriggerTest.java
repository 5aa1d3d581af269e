package io.zdm.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.change.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastTriggerTest {

    private static final String PURPOSE = "reverse_1234567_insert";

    @Test
    void hasItsUsualNameWhereNothingIsLater() {
        assertThat(LastTrigger.of("sync_1_insert", "")).isEqualTo("zzz_zdm_sync_1_insert");
        assertThat(LastTrigger.of("sync_1_insert", "audit")).isEqualTo("zzz_zdm_sync_1_insert");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zzz_zdm_x",
                "zzzzzzzz",
                "~",
                "{audit}",
                "émail_lower",
                "\uFFFDafter all",
                "\uD83D\uDE00",
                "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
                "~ a trigger whose name is exactly sixty-three bytes long, as is",
                "éééééééééééééééé ééééééééééééé",
                "\uFFFD\uD83D\uDE00",
                "\uD83D\uDE00\uFFFD"
            })
    void isLaterThanAnyOther(String last) {
        String name = LastTrigger.of(PURPOSE, last);

        assertThat(name).usingComparator(Names.FIRING_ORDER).isGreaterThan(last);
        assertThat(name).endsWith("_zdm_" + PURPOSE);
        assertThat(Identifier.fits(name)).isTrue();
    }

    @Test
    void isRefusedWhereNoNameIsLater() {
        assertThatThrownBy(() -> LastTrigger.of(PURPOSE, "~".repeat(63)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("no name is later");
    }
}
