package io.zdm.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * The examples of docs/lint-in-ci.md as they stand there, in repositories like those that they are for. What needs
 * pre-commit (Debian's package of that name, which {@code .ci/run} brings) is left out where it is not.
 */
@Timeout(180)
class LintInCiTest {

    private static final Path PAGE = Path.of("../docs/lint-in-ci.md");
    private static final String OLD = "CREATE TABLE orders (id bigint PRIMARY KEY, note varchar(10));\n";
    private static final String SAFE =
            "SET lock_timeout = '500ms';\nALTER TABLE orders ALTER COLUMN note TYPE varchar(20);\n";
    private static final String UNSAFE = "SET lock_timeout = '500ms';\nCREATE INDEX orders_note ON orders (note);\n";
    private static final String ACK = "-- migration-unsafe-ack: ten rows\n\n";

    private final Path dir;
    private final Path origin;
    private Path work;

    LintInCiTest(@TempDir Path directory) throws IOException, InterruptedException {
        dir = directory.toRealPath();
        write(
                dir,
                "bin/zdm-batch",
                Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.zdm.cli.ZdmBatch")
                        .collect(Collectors.joining("' '", "#!/bin/sh\nexec '", "' \"$@\"\n")));
        assertThat(dir.resolve("bin/zdm-batch").toFile().setExecutable(true)).isTrue();
        origin = dir.resolve("origin");
        write(origin, "db/migration/V1__orders.sql", OLD);
        work = origin;
        done("git", "init", "-q", "-b", "main");
        commit();
    }

    @Test
    void preCommitRefusesWhatIsUnsafeAndLetsThroughWhatIsNot() throws IOException, InterruptedException {
        assumeTrue(
                System.getenv("CI") != null
                        || Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "pre-commit"))),
                "pre-commit is not here");
        write(work, ".pre-commit-config.yaml", example("## pre-commit"));
        done("pre-commit", "install");

        write(work, "db/migration/V2__longer.sql", SAFE);
        commit();
        write(work, "db/migration/V3__index.sql", UNSAFE);
        done("git", "add", "-A");
        assertThat(run(Map.of(), "git", "commit", "-m", "m")).as(said()).isOne();
        assertThat(said())
                .contains("unsafe SQL migrations", "V3__index.sql:2:8: error [index-not-concurrent]")
                .doesNotContain("V1__orders.sql:", "V2__longer.sql:");
        write(work, "db/migration/V3__index.sql", ACK + UNSAFE);
        commit();
    }

    @Test
    void preCommitWorksBeforeThereIsACommit() throws IOException, InterruptedException {
        Map<?, ?> hook =
                map(list(map(list(yaml("## pre-commit").get("repos")).get(0)).get("hooks"))
                        .get(0));
        work = dir.resolve("empty");
        write(work, "db/migration/V1.sql", UNSAFE);
        done("git", "init", "-q", "-b", "main");

        assertThat(run(Map.of(), "sh", "-c", String.valueOf(hook.get("entry"))))
                .as(said())
                .isOne();
        assertThat(said()).contains("V1.sql:2:8: error [index-not-concurrent]");
    }

    @Test
    void githubsStepsAnnotateAndMakeTheReportForCodeScanning() throws IOException, InterruptedException {
        work = dir.resolve("github");
        run(Map.of(), "git", "clone", "-q", origin.toString(), work.toString());
        done("git", "checkout", "-q", "-b", "feature");
        write(work, "db/migration/V2__longer.sql", SAFE);
        commit();

        assertThat(github("Annotations", "")).as(said()).isZero();
        assertThat(said()).doesNotContain("::");
        write(work, "db/migration/V3__index.sql", UNSAFE);
        commit();
        assertThat(github("Annotations", "")).as(said()).isOne();
        assertThat(said())
                .contains("::error file=db/migration/V3__index.sql,line=2,col=8,title=index-not-concurrent::");
        assertThat(github("Code scanning", "")).as(said()).isZero();
        assertThat(Files.readString(work.resolve("lint.sarif")))
                .contains("\"uri\":\"db/migration/V3__index.sql\"", "\"suppressions\":[]")
                .doesNotContain("V1__orders.sql");
        write(work, "db/migration/V3__index.sql", ACK + UNSAFE);
        commit();
        assertThat(github("Annotations", "bug,migration-unsafe-ack")).as(said()).isZero();
        assertThat(said()).contains("::notice file=db/migration/V3__index.sql", "Acked: ten rows");
        write(work, ".zdm-lint.yaml", "nonsense: 1\n");
        assertThat(github("Code scanning", "")).as(said()).isOne();
    }

    @Test
    void gitlabsJobMakesItsReportInACheckoutWithoutBranches() throws IOException, InterruptedException {
        done("git", "checkout", "-q", "-b", "feature");
        write(work, "db/migration/V3__index.sql", ACK + UNSAFE);
        commit();
        work = Files.createDirectories(dir.resolve("gitlab"));
        done("git", "init", "-q");
        done("git", "remote", "add", "origin", origin.toString());
        done("git", "config", "--unset-all", "remote.origin.fetch");
        done("git", "fetch", "-q", "origin", "+refs/heads/feature:refs/pipelines/1");
        done("git", "checkout", "-q", "--detach", "refs/pipelines/1");

        assertThat(gitlab(Map.of())).as(said()).isOne();
        assertThat(Files.readString(work.resolve("code-quality.json")))
                .contains("\"path\":\"db/migration/V3__index.sql\"", "lacks the label", "\"begin\":4")
                .doesNotContain("V1__orders.sql");
        assertThat(gitlab(Map.of("CI_MERGE_REQUEST_LABELS", "a,migration-unsafe-ack")))
                .as(said())
                .isZero();
        assertThat(Files.readString(work.resolve("code-quality.json")).strip()).isEqualTo("[]");
    }

    /** A step as a runner starts it: bash -e, with the expressions of its environment replaced. */
    private int github(String name, String labels) throws IOException, InterruptedException {
        Map<?, ?> step = map(map(map(yaml("## GitHub").get("jobs")).get("lint")).get("steps"), name);
        Map<String, String> environment = map(step.get("env")).entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()),
                        entry -> value(String.valueOf(entry.getValue()), labels)));
        return run(environment, "bash", "-e", "-c", String.valueOf(step.get("run")));
    }

    private static String value(String text, String labels) {
        Map<String, String> known =
                Map.of("join(github.event.pull_request.labels.*.name, ',')", labels, "github.base_ref", "main");
        Matcher matcher = Pattern.compile("\\$\\{\\{ (.+?) }}").matcher(text);
        return matcher.replaceAll(
                found -> Matcher.quoteReplacement(Objects.requireNonNull(known.get(found.group(1)), found.group(1))));
    }

    private int gitlab(Map<String, String> variables) throws IOException, InterruptedException {
        Map<?, ?> job = map(yaml("## GitLab").get("migrations"));
        String script = list(job.get("script")).stream().map(String::valueOf).collect(Collectors.joining("\n"));
        Map<String, String> environment = new java.util.HashMap<>(variables);
        environment.put("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main");
        return run(environment, "bash", "-eo", "pipefail", "-c", script);
    }

    /** The first block of code under a heading. */
    private static String example(String under) throws IOException {
        String page = Files.readString(PAGE);
        int fence = page.indexOf("```", page.indexOf("\n" + under + "\n"));
        int from = page.indexOf("\n", fence) + 1;
        String example = page.substring(from, page.indexOf("```", from));
        assertThat(example).contains("zdm-batch lint");
        return example;
    }

    private static Map<?, ?> yaml(String under) throws IOException {
        return map(new Yaml().load(example(under)));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private static Map<?, ?> map(@Nullable Object steps, String name) {
        return list(steps).stream()
                .map(LintInCiTest::map)
                .filter(step -> name.equals(step.get("name")))
                .findFirst()
                .orElseThrow();
    }

    private void commit() throws IOException, InterruptedException {
        done("git", "add", "-A");
        done("git", "commit", "-q", "-m", "m");
    }

    private void done(String... command) throws IOException, InterruptedException {
        assertThat(run(Map.of(), command)).as(said()).isZero();
    }

    private static void write(Path folder, String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, text);
    }

    private int run(Map<String, String> variables, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.exists(work) ? work.toFile() : dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("said").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("CI_MERGE"));
        environment.put("PATH", dir.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
        environment.put("PRE_COMMIT_HOME", dir.resolve("pre-commit").toString());
        environment.put("HOME", dir.toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        List.of("AUTHOR", "COMMITTER").forEach(who -> {
            environment.put("GIT_" + who + "_NAME", "t");
            environment.put("GIT_" + who + "_EMAIL", "t@t");
        });
        environment.putAll(variables);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(said()).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String said() throws IOException {
        Path said = dir.resolve("said");
        return Files.exists(said) ? Files.readString(said) : "";
    }
}
