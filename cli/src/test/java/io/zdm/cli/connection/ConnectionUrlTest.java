package io.zdm.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    jdbc:postgresql://h:5433/db                     | {dbname=db, host=h, port=5433}
                    jdbc:postgresql://h/db?user=u&sslmode=require   | {dbname=db, host=h, sslmode=require, user=u}
                    jdbc:postgresql://h/db?currentSchema=a,b        | {currentSchema=a,b, dbname=db, host=h}
                    jdbc:postgresql:db                              | {dbname=db}
                    jdbc:postgresql:/                               | {}
                    jdbc:postgresql://h                             | {host=h}
                    postgresql://                                   | {}
                    postgres://localhost                            | {host=localhost}
                    postgresql://u@h:5433/db?sslmode=verify-full    | {dbname=db, host=h, port=5433, sslmode=verify-full, user=u}
                    postgresql://u%40x:p%3Aw@h/d%20b                | {dbname=d b, host=h, password=p:w, user=u@x}
                    postgresql://u:a+b@h                            | {host=h, password=a+b, user=u}
                    postgresql://u:@h                               | {host=h, user=u}
                    postgresql://:5433                              | {port=5433}
                    postgresql://[2001:db8::1]:5433/db              | {dbname=db, host=2001:db8::1, port=5433}
                    postgresql://[::1]                              | {host=::1}
                    postgresql://a:1,b,[::1]:3/db                   | {dbname=db, host=a,b,::1, port=1,,3}
                    postgresql://a,b/db?target_session_attrs=read-write | {dbname=db, host=a,b, targetServerType=primary}
                    postgresql:///db?host=h&port=5433               | {dbname=db, host=h, port=5433}
                    postgresql://h/a?dbname=b                       | {dbname=b, host=h}
                    postgresql://h?connect_timeout=5&keepalives=0   | {connectTimeout=5, host=h, tcpKeepAlive=false}
                    postgresql://h?application_name=x&client_encoding=UTF8& | {ApplicationName=x, host=h}
                    postgresql://?service=prod                      | {service=prod}
                    """)
    void bothFormsAreRead(String url, String expected) {
        Map<String, String> parameters = ConnectionUrl.parse("ZDM_URL", url);

        assertThat(new TreeMap<>(parameters)).hasToString(expected);
    }
}
