package io.zdm.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.engine.change.UsageException;
import org.junit.jupiter.api.Test;

class HostListTest {

    @Test
    void localhostAnd5432AreTheDefaults() {
        assertThat(HostList.parse(null, null).inUrl()).isEqualTo("localhost:5432");
    }

    @Test
    void severalServersAreKeptInOrder() {
        assertThat(HostList.parse("a,::1,", "1,,3").inUrl()).isEqualTo("a:1,[::1]:5432,localhost:3");
        assertThat(HostList.parse("a,b", "6000").inUrl()).isEqualTo("a:6000,b:6000");
    }

    @Test
    void aUnixSocketIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> HostList.parse("/var/run/postgresql", null))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("TCP only");
    }
}
