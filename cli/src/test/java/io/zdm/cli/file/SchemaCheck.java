package io.zdm.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.zdm.jobs.ChangeKinds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Asks the schema of change files as an editor would, by somebody else's library. */
final class SchemaCheck {

    private static final JsonSchemaFactory DRAFT_7 = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);

    private final ObjectMapper json = new ObjectMapper();
    private final JsonNode schema;

    SchemaCheck() {
        try {
            schema = json.readTree(new ChangeFileSchema(ChangeKinds.all()).text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode schema() {
        return schema;
    }

    /** What is wrong with a document. */
    Set<ValidationMessage> violations(String yaml) {
        JsonSchema validator = DRAFT_7.getSchema(schema);
        Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return validator.validate(json.valueToTree(document));
    }

    /** What is wrong with the schema itself. */
    Set<ValidationMessage> ownViolations() {
        JsonSchema metaSchema = DRAFT_7.getSchema(
                com.networknt.schema.SchemaLocation.of(schema.get("$schema").asText()));
        return metaSchema.validate(schema);
    }
}
