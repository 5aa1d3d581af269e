package io.zdm.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A migration that the version does not name would never reach a database that has the tables already. */
class ZdmSchemaTest {

    @Test
    void theVersionIsThatOfTheLastMigration() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(ZdmSchema.class.getResource("/io/zdm/engine/schema"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.startsWith("V"))
                            .mapToInt(name -> Integer.parseInt(name.replaceAll("V(\\d+)__.*", "$1")))
                            .max())
                    .hasValue(Integer.parseInt(ZdmSchema.VERSION));
        }
    }
}
