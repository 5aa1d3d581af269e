package io.zdm.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrintingTest {

    @Test
    void namesBecomeNoCommands() {
        assertThat(PsqlPrinter.print(List.of(
                        new ScriptLine.Say("it's `rm` :USER \\! x\n\\! y"),
                        new ScriptLine.Comment("a\nDROP TABLE t;"))))
                .isEqualTo("\\echo 'it''s `rm` :USER \\\\! x \\\\! y'\n-- a\n-- DROP TABLE t;\n");
    }

    @Test
    void figuresAreForPeople() {
        assertThat(Units.bytes(1_300_000_000)).isEqualTo("1.2 GB");
        assertThat(Units.bytes(900)).isEqualTo("900 bytes");
        assertThat(Units.count(200_000)).isEqualTo("200,000");
        assertThat(Units.duration(0)).isEqualTo("about a second");
        assertThat(Units.duration(600)).isEqualTo("about 10 min");
    }

    @Test
    void namesBecomeNoMarkup() {
        assertThat(Markdown.cell("a|b\n`c` <i>")).isEqualTo("a\\|b \\`c\\` \\<i>");
        assertThat(Markdown.code("a``b|")).isEqualTo("```a``b\\|```");
        assertThat(Markdown.sql(List.of("SELECT '```'"))).isEqualTo("````sql\nSELECT '```';\n````");
    }
}
