package io.zdm.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordFileTest {

    private final Path home;
    private final List<String> warnings = new ArrayList<>();

    PasswordFileTest(@TempDir Path home) {
        this.home = home;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", quoteCharacter = '`', textBlock = """
                    h:5432:db:u:secret        | h   | db  | u   | secret
                    *:*:*:*:secret            | h   | db  | u   | secret
                    h:5433:db:u:secret        | h   | db  | u   | null
                    h:5432:d*:u:secret        | h   | db  | u   | null
                    h:5432:db:user:secret     | h   | db  | u   | null
                    h:5432:db:u:a\\:b\\\\c:rest | h | db  | u   | a:b\\c
                    \\:\\:1:5432:db:u:secret  | ::1 | db  | u   | secret
                    ::1:5432:db:u:secret      | ::1 | db  | u   | secret
                    h:5432:d\\:b:u:secret     | h   | d:b | u   | secret
                    #:5432:db:u:secret        | #   | db  | u   | null
                    h:5432                    | h   | db  | u   | null
                    """)
    void aLineFitsAsInLibpq(String line, String host, String database, String user, String password)
            throws IOException {
        assertThat(find(line, host, database, user)).isEqualTo(password);
    }

    @Test
    void theFirstLineThatFitsCounts() throws IOException {
        assertThat(find("x:*:*:*:no\n\nh:*:*:*:first\r\n*:*:*:*:second\n", "h", "db", "u"))
                .isEqualTo("first");
    }

    @Test
    void aDirectoryIsIgnoredAndSaid() {
        PasswordFile file = new PasswordFile(home, warnings::add);

        assertThat(file.find(new HostList.Server("h", 5432), "db", "u")).isEmpty();
        assertThat(warnings).singleElement().asString().contains("not a plain file");
    }

    private @Nullable String find(String text, String host, String database, String user) throws IOException {
        Path file = home.resolve(".pgpass");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new PasswordFile(file, warnings::add).find(new HostList.Server(host, 5432), database, user);
    }
}
