package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** stderr as JSON, and that no password is in it, nor in text. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class EcsLogTest {

    private static final String PASSWORD = "pa55w0rd-of-nobody";

    @Test
    void everyLineIsAnObjectThatNamesItsChangeAndPhase(TestDatabase database) {
        Zdm zdm = Items.create(database)
                .with(Map.of(
                        "ZDM_URL",
                        Zdm.url(database, database.port()).replaceFirst("(//[^@:]+)@", "$1:" + PASSWORD + "@")));
        Zdm.Result result = zdm.run(Zdm.with(Items.CHANGE, "--log-format=ecs", "--output=json"))
                .exits(0);
        assertThat(result.out()).startsWith("{\"id\":1,");
        assertThat(result.out() + result.err()).doesNotContain(PASSWORD);
        List<JsonNode> lines =
                result.err().lines().map(JsonMapper.shared()::readTree).toList();
        JsonNode swapped = lines.stream()
                .filter(l -> l.get("message").asString().startsWith("Swapped in"))
                .findFirst()
                .orElseThrow();
        assertThat(swapped.get("ecs").get("version").asString()).isNotEmpty();
        assertThat(swapped.get("service").get("name").asString()).isEqualTo("zdm-batch");
        assertThat(swapped.at("/change/id").asString()
                        + swapped.path("change.id").asString(""))
                .isEqualTo("1");
        assertThat(swapped.at("/change/phase").asString("")
                        + swapped.path("change.phase").asString(""))
                .isEqualTo("swap");
        JsonNode verified = lines.stream()
                .filter(l -> l.get("message").asString().startsWith("Verify: "))
                .findFirst()
                .orElseThrow();
        assertThat(verified.toString()).contains("\"verify\"");
        zdm.run("rollback", "1", "--log-format=text").exits(0);
        assertThat(zdm.run("rollback", "9", "--log-format=ecs").exits(2).err())
                .startsWith("{")
                .contains("There is no change 9")
                .doesNotContain(PASSWORD);
    }
}
