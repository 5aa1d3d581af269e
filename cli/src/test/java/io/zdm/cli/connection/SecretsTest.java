package io.zdm.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://me:hush@h:5432/d?sslmode=require | postgresql://me@h:5432/d?sslmode=require",
                "postgresql://me:hu@sh@h1:1,h2:2/d | postgresql://me@h1:1,h2:2/d",
                "postgresql://me@h/d | postgresql://me@h/d",
                "postgresql://h:5432/d | postgresql://h:5432/d",
                "jdbc:postgresql://h/d?user=me&password=hush&sslmode=require | jdbc:postgresql://h/d?user=me&sslmode=require",
                "jdbc:postgresql://h/d?pass%77ord=hush | jdbc:postgresql://h/d",
                "jdbc:postgresql:d | jdbc:postgresql:d",
            })
    void aUrlKeepsAllButItsPassword(String url, String rest) {
        assertThat(Secrets.without(Map.of("ZDM_URL", url))).containsExactly(Map.entry("ZDM_URL", rest));
    }

    @Test
    void whatIsNoUrlAndWhatIsASecretIsLeftOut() {
        assertThat(Secrets.without(Map.of(
                        "ZDM_URL",
                        "me:hush@h/d",
                        "PGPASSWORD",
                        "hush",
                        "ZDM_CONSOLE_TOKEN",
                        "hush",
                        "HOME",
                        "/home/me")))
                .containsOnlyKeys("HOME");
    }
}
