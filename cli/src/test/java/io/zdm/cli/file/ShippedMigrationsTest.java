package io.zdm.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.zdm.engine.change.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files in {@code migrations/} are valid for editors (the JSON Schema) and for zdm-batch, which agree. */
class ShippedMigrationsTest {

    private static final Path MIGRATIONS = Path.of("..", "migrations");

    private final ObjectMapper json = new ObjectMapper();
    private final JsonNode schema =
            json.readTree(MIGRATIONS.resolve("schema/change-file.schema.json").toFile());
    private final ChangeFiles files = new ChangeFiles(TestKind.all());

    ShippedMigrationsTest() throws IOException {}

    static List<Path> migrations() throws IOException {
        try (Stream<Path> tree = Files.walk(MIGRATIONS)) {
            return tree.filter(path -> path.toString().endsWith(".yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void everyMigrationIsValidForEditorsAndForUs(Path file) throws IOException {
        assertThat(violations(Files.readString(file))).isEmpty();
        assertThat(files.readFile(file)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void everyMigrationPointsEditorsToTheSchema(Path file) throws IOException {
        String first = Files.readAllLines(file).get(0);

        assertThat(first).startsWith("# yaml-language-server: $schema=");
        assertThat(file.resolveSibling(first.substring(first.indexOf('=') + 1))).exists();
    }

    @Test
    void theDowngradeIsTheOneChangeForTaskInstanceInTheDefaultDirectory() {
        ChangeEntry entry = ChangeSelection.one(
                files.readDirectory(MIGRATIONS), TestKind.CHANGE_COLUMN_TYPE, "task_instance", null, null);

        assertThat(entry.name()).isEqualTo("0102-external-executor-id-downgrade");
        assertThat(entry.change().definition())
                .isEqualTo(Map.of(
                        "columns",
                        List.of(Map.of(
                                "column", "external_executor_id",
                                "to", "varchar(250)",
                                "using", "left(external_executor_id, 250)",
                                "reverseUsing", "external_executor_id"))));
    }

    @Test
    void theUpgradeTakesTaskInstanceFirst() {
        assertThat(files.readDirectory(MIGRATIONS.resolve("airflow-upgrade")))
                .extracting(ChangeEntry::table)
                .containsExactly("task_instance", "task_instance_history");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{change: changeColumnType, table: t}",
                "{change: other, table: t, columns: [{column: c, to: text}]}",
                "{change: changeColumnType, table: t, columns: [{column: c, to: text, usign: x}]}",
                "{change: changeColumnType, table: t, columns: [{column: c, to: 1}]}",
                "{change: changeColumnType, table: t, columns: [{column: c, to: text, onUnconvertible: no}]}",
                "{changes: []}",
                "{changes: [{change: changeColumnType, table: t}]}",
                "{changes: [{change: changeColumnType, table: t, columns: [{column: c, to: text}]}], table: t}"
            })
    void theSchemaRefusesWhatWeRefuse(String yaml) {
        assertThat(violations(yaml)).isNotEmpty();
    }

    @Test
    void aSingleChangeAndAnUnquotedNullAreValid() {
        assertThat(violations("{change: changeColumnType, table: t, name: n, "
                        + "columns: [{column: c, to: text, onUnconvertible: null}]}"))
                .isEmpty();
    }

    @Test
    void theSchemaHasTheKeysOfTheKind() {
        JsonNode kind = schema.at("/definitions/changeColumnType");
        List<Key> keys = new ArrayList<>(TestKind.CHANGE_COLUMN_TYPE.keys());
        keys.add(Key.text("name", false, ""));
        keys.add(Key.text("change", true, ""));
        keys.add(Key.text("table", true, ""));

        assertAgrees(kind, keys);
    }

    private void assertAgrees(JsonNode object, List<Key> keys) {
        assertThat(object.get("additionalProperties").booleanValue()).isFalse();
        assertThat(object.get("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().map(Key::name).toList());
        assertThat(texts(object.get("required")))
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().filter(Key::required).map(Key::name).toList());
        for (Key key : keys) {
            JsonNode property = object.get("properties").get(key.name());
            if (key.type() == Key.Type.LIST) {
                assertAgrees(property.get("items"), key.children());
            }
            if (!key.allowed().isEmpty()) {
                assertThat(texts(property.get("enum"))).containsAll(key.allowed());
            }
        }
    }

    private Set<ValidationMessage> violations(String yaml) {
        JsonSchema validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return validator.validate(json.valueToTree(document));
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
