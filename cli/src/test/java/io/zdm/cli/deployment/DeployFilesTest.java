package io.zdm.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.ZdmBatch;
import io.zdm.cli.command.Console;
import io.zdm.engine.change.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The files that others run: no container engine is here, so that what they name is there is all that is asked. */
class DeployFilesTest {

    private static final Path HOME = Path.of("..");

    private static Map<?, ?> yaml(String file) throws IOException {
        return new Yaml().load(Files.readString(HOME.resolve(file)));
    }

    private static Map<?, ?> map(Map<?, ?> of, String... path) {
        Map<?, ?> at = of;
        for (String key : path) {
            at = Objects.requireNonNull((Map<?, ?>) at.get(key), key);
        }
        return at;
    }

    private static Stream<?> list(Map<?, ?> of, String key) {
        return of.get(key) instanceof List<?> entries ? entries.stream() : Stream.of();
    }

    @Test
    void theComposeFileNamesOnlyWhatIsThere() throws IOException {
        Map<?, ?> compose = yaml("docker-compose.yml");
        Map<?, ?> services = map(compose, "services");
        assertThat(services.keySet())
                .map(String::valueOf)
                .contains("primary", "replica", "pgbouncer", "prometheus", "grafana", "zdm");
        services.forEach((name, value) -> {
            Map<?, ?> service = (Map<?, ?>) value;
            assertThat(service.containsKey("image") || service.containsKey("build"))
                    .isTrue();
            assertThat(String.valueOf(service.get("image"))).doesNotEndWith(":latest");
            list(service, "ports")
                    .forEach(port -> assertThat(String.valueOf(port)).startsWith("127.0.0.1:"));
            list(service, "volumes")
                    .map(String::valueOf)
                    .map(v -> v.split(":")[0])
                    .forEach(source -> {
                        if (source.startsWith("./")) {
                            assertThat(HOME.resolve(source)).exists();
                        } else {
                            assertThat(map(compose, "volumes").containsKey(source))
                                    .as(source)
                                    .isTrue();
                        }
                    });
            Object needs = service.get("depends_on");
            (needs instanceof Map<?, ?> m
                            ? m.keySet().stream()
                            : needs == null ? Stream.of() : ((List<?>) needs).stream())
                    .forEach(other -> assertThat(services.containsKey(other))
                            .as(other + "")
                            .isTrue());
        });
        assertThat(HOME.resolve(String.valueOf(map(services, "zdm", "build").get("dockerfile"))))
                .exists();
    }

    @Test
    void theImageDoesNotRunAsRootAndStartsWhatThereIs() throws IOException {
        String dockerfile = Files.readString(HOME.resolve("deploy/Dockerfile"));
        assertThat(dockerfile).contains("\nUSER 10001:10001\n", "ZDM_SANDBOX=off", "-XX:SharedArchiveFile=");
        assertThat(dockerfile.indexOf("\nUSER ")).isLessThan(dockerfile.indexOf("\nENTRYPOINT "));
    }

    @Test
    void theJobStartsACommandThatIsUnderstood() throws IOException {
        Map<?, ?> job = yaml("deploy/kubernetes-job.yaml");
        assertThat(job.get("apiVersion")).isEqualTo("batch/v1");
        Map<?, ?> pod = map(job, "spec", "template", "spec");
        assertThat(pod.get("restartPolicy")).isEqualTo("Never");
        assertThat(map(pod, "securityContext").get("runAsNonRoot")).isEqualTo(true);
        Map<?, ?> container = (Map<?, ?>) list(pod, "containers").findFirst().orElseThrow();
        List<String> volumes = list(pod, "volumes")
                .map(v -> String.valueOf(((Map<?, ?>) v).get("name")))
                .toList();
        list(container, "volumeMounts")
                .forEach(m -> assertThat(volumes).contains(String.valueOf(((Map<?, ?>) m).get("name"))));
        assertThat(list(container, "env").toList().toString())
                .contains("ZDM_URL")
                .doesNotContain("value=");
        String[] arguments = Stream.concat(list(container, "args").map(String::valueOf), Stream.of("--help"))
                .toArray(String[]::new);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        assertThat(new ZdmBatch(Map.of(), new Console(nowhere, nowhere, false, new StopSignal())).execute(arguments))
                .isZero();
    }
}
