package io.zdm.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.engine.change.UsageException;
import io.zdm.engine.postgres.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetResolverTest {

    private final Path home;
    private final Map<String, String> env = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    TargetResolverTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void theSandboxIsUsedWhereNothingIsConfigured() {
        env.put("PGAPPNAME", "shell");
        env.put("PGHOST", "");

        assertThat(resolver().resolve(null, null, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PGHOST",
                "PGPORT",
                "PGDATABASE",
                "PGUSER",
                "PGPASSWORD",
                "PGSSLMODE",
                "PGSSLROOTCERT",
                "PGHOSTADDR",
                "PGPASSFILE",
                "PGSERVICEFILE",
                "PGSSLCERT",
                "PGSSLKEY",
                "PGTARGETSESSIONATTRS"
            })
    void anyVariableOfLibpqKeepsFromTheSandbox(String variable) {
        env.put(
                variable,
                switch (variable) {
                    case "PGPORT" -> "5433";
                    case "PGSSLMODE" -> "require";
                    default -> "some";
                });

        assertThat(resolver().resolve(null, null, false)).isPresent();
    }

    @Test
    void aUserAloneKeepsFromTheSandbox() {
        assertThat(target(null, "admin")).isEqualTo(plain("localhost", 5432, "admin", "admin", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-sandbox", "ZDM_SANDBOX=off"})
    void theSandboxCanBeForbidden(String how) {
        if (how.startsWith("ZDM")) {
            env.put("ZDM_SANDBOX", "off");
        }

        assertThatThrownBy(() -> resolver().resolve(null, null, how.startsWith("--")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(how)
                .hasMessageContaining("ZDM_URL");
    }

    @Test
    void aForbiddenSandboxDoesNotMatterWhereADatabaseIsConfigured() {
        env.put("ZDM_SANDBOX", "off");

        assertThat(resolver().resolve("postgresql://h/db", null, true)).isPresent();
    }

    @Test
    void aMistypedSandboxSettingIsNotTakenForConsent() {
        env.put("ZDM_SANDBOX", "fales");

        assertThatThrownBy(() -> resolver().resolve(null, null, false)).hasMessageContaining("neither on nor off");
    }

    @Test
    void theFlagBeatsTheVariableWhichBeatsLibpqs() {
        env.put("ZDM_URL", "postgresql://b:secret@zdm/two");
        env.put("PGHOST", "pg");
        env.put("PGDATABASE", "three");

        assertThat(target("postgresql://a@flag/one", null).toString()).contains("flag:5432/one as a");
        assertThat(target("postgresql://a@flag/one", null).password()).isNull();
        assertThat(target(null, null)).isEqualTo(plain("zdm", 5432, "two", "b", "secret"));
        env.remove("ZDM_URL");
        assertThat(target(null, null)).isEqualTo(plain("pg", 5432, "three", "me", null));
    }

    @Test
    void whatTheUrlLeavesOpenComesFromLibpqsVariables() {
        env.put("PGPORT", "6000");
        env.put("PGUSER", "app");
        env.put("PGPASSWORD", "secret");
        env.put("PGSSLMODE", "verify-full");
        env.put("PGSSLROOTCERT", "/ca.pem");

        Target target = target("postgresql://h", null);

        assertThat(target.url()).isEqualTo("jdbc:postgresql://h:6000/app");
        assertThat(target.password()).isEqualTo("secret");
        assertThat(target.properties()).containsEntry("sslmode", "verify-full").containsEntry("sslrootcert", "/ca.pem");
    }

    @Test
    void theUserFlagBeatsTheUrlAndDoesNotGetTheOtherUsersPassword() {
        env.put("ZDM_URL", "postgresql://app:secret@h/db");

        assertThat(target(null, "admin")).isEqualTo(plain("h", 5432, "db", "admin", null));
        assertThat(target(null, "app").password()).isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:hunter2@h/db",
                "jdbc:postgresql://u:hunter2@h/db",
                "postgresql://h/db?password=hunter2",
                "jdbc:postgresql://h/db?user=u&password=hunter2",
                "jdbc:postgresql://h/db?pass%77ord=hunter2",
                "jdbc:postgresql://h/db?sslpassword=hunter2"
            })
    void aPasswordInTheUrlFlagIsRefusedWithoutShowingIt(String url) {
        assertThatThrownBy(() -> resolver().resolve(url, null, false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("contains a password")
                .hasMessageContaining("PGPASSWORD")
                .message()
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "mysql://u:hunter2@h/db",
                "postgresql://u:hunter2/x@h/db",
                "postgresql://u:12/hunter2@h/db",
                "postgresql://u:hunter2?x@h/db",
                "postgresql://u:12?hunter2=x@h/db",
                "postgresql://u:hunter2%zz@h/db",
                "postgresql://u:hunter2@h:port/db",
                "postgresql://u:hunter2@h:70000/db",
                "postgresql://u:hunter2@[::1/db",
                "postgresql://u:hunter2@[::1]5432/db",
                "postgresql://u:hunter2@h/db?hunter2",
                "postgresql://u:hunter2@h/db?hunter2=1",
                "postgresql://u:hunter2@%2Ftmp/db",
                "postgresql://u:hunter2@h h/db",
                "postgresql://u:hunter2@h/db?sslmode=hunter2",
                "postgresql://u:hunter2@h/db?port=1,2"
            })
    void aMalformedUrlIsExplainedWithoutShowingAnyOfIt(String url) {
        env.put("ZDM_URL", url);

        assertThatThrownBy(() -> resolver().resolve(null, null, false))
                .isInstanceOf(UsageException.class)
                .message()
                .startsWith("Cannot")
                .doesNotContain("hunter2");
    }

    @Test
    void theServiceGivesWhatTheUrlLeavesOpenAndBeatsTheVariables() throws IOException {
        Files.writeString(home.resolve(".pg_service.conf"), """
                # services
                [other]
                host=wrong
                [prod]
                host=service
                dbname=airflow
                user=ops
                password=secret
                sslmode=require
                application_name=zdm
                """);
        env.put("PGSERVICE", "prod");
        env.put("PGDATABASE", "ignored");
        env.put("PGPORT", "6000");

        Target target = target(null, null);

        assertThat(target.url()).isEqualTo("jdbc:postgresql://service:6000/airflow");
        assertThat(target.user()).isEqualTo("ops");
        assertThat(target.password()).isEqualTo("secret");
        assertThat(target.properties())
                .containsOnly(Map.entry("sslmode", "require"), Map.entry("ApplicationName", "zdm"));
    }

    @Test
    void aServiceThatIsNowhereIsNamedWithTheFilesSearched() {
        env.put("PGSERVICE", "prod");
        env.put("PGSERVICEFILE", "/nowhere/services");
        env.put("PGSYSCONFDIR", "/nowhere/etc");

        assertThatThrownBy(() -> resolver().resolve(null, null, false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("[prod] in /nowhere/services or /nowhere/etc/pg_service.conf");
    }

    @Test
    void anErrorInTheServiceFileIsNamedByLine() throws IOException {
        Path file = home.resolve(".pg_service.conf");
        Files.writeString(file, "[prod]\nhost=h\npasword=hunter2\n");
        env.put("PGSERVICE", "prod");

        assertThatThrownBy(() -> resolver().resolve(null, null, false))
                .hasMessageContaining(file + ":3")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void thePasswordFileIsReadForTheTargetFound() throws IOException {
        passwordFile(home.resolve(".pgpass"), "rw-------", "h:5432:db:me:secret\n");

        assertThat(target("postgresql://h/db", null).password()).isEqualTo("secret");
        assertThat(target("postgresql://h/other", null).password()).isNull();
    }

    @Test
    void aPasswordFileThatOthersMayReadIsIgnoredAndSaid() throws IOException {
        Path file = home.resolve("open");
        passwordFile(file, "rw-r-----", "*:*:*:*:secret\n");
        env.put("PGPASSFILE", file.toString());

        assertThat(target("postgresql://h/db", null).password()).isEmpty();
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains(file.toString())
                .contains("chmod 600");
    }

    @Test
    void aPasswordNeverShowsInTheTargetsText() {
        env.put("ZDM_URL", "postgresql://u:hunter2@h/db?sslpassword=hunter2");

        assertThat(target(null, null).toString()).isEqualTo("jdbc:postgresql://h:5432/db as u");
        assertThat(target(null, null).connectionProperties()).containsEntry("password", "hunter2");
    }

    @Test
    void aDatabaseNameCannotBreakOutOfItsPlaceInTheUrl() {
        Target target = target("postgresql://h/a%2Fb%3Fssl%3Dfalse", null);

        assertThat(target.database()).isEqualTo("a/b?ssl=false");
        assertThat(target.url()).isEqualTo("jdbc:postgresql://h:5432/a%2Fb%3Fssl%3Dfalse");
    }

    @Test
    void hostAndAddressTogetherAreRefused() {
        env.put("PGHOST", "h");
        env.put("PGHOSTADDR", "10.0.0.1");

        assertThatThrownBy(() -> resolver().resolve(null, null, false)).hasMessageContaining("hostaddr");
    }

    private Target target(@Nullable String url, @Nullable String user) {
        return resolver().resolve(url, user, false).orElseThrow();
    }

    private TargetResolver resolver() {
        return new TargetResolver(env, home, "me", warnings::add);
    }

    private static Target plain(String host, int port, String database, String user, @Nullable String password) {
        String url = "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
        return new Target(host, port, database, url, user, password, Map.of(), false);
    }

    private static void passwordFile(Path file, String permissions, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
