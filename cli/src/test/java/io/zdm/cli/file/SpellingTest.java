package io.zdm.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    @ParameterizedTest
    @CsvSource({
        "reverse-using, reverseUsing",
        "revereUsing, reverseUsing",
        "unsing, using",
        "suing, using",
        "too, to",
        "on_unconvertable, onUnconvertible",
        "zebra, ''",
        "table, ''"
    })
    void theNearestWordIsFoundUnlessAllAreFar(String written, String expected) {
        List<String> words = List.of("column", "to", "using", "reverseUsing", "onUnconvertible");

        assertThat(Spelling.nearest(written, words).orElse("")).isEqualTo(expected);
    }
}
