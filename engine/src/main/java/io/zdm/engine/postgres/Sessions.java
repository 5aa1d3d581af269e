package io.zdm.engine.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** How the engine's sessions are set up, whatever the role or the database has for defaults. */
public final class Sessions {

    public static final String APPLICATION_NAME = "zdm-batch";

    static final int PREPARE_THRESHOLD = 1;

    /**
     * The path in which the user's own expressions are understood is asked for where it matters; everything else is
     * qualified. {@code row_security = off}: an error instead of a part of the rows. Conversions must not depend on the
     * session, deparsed literals be read as they were written, and bounds travel as text: so these settings are fixed too.
     * No transaction of ours pauses: one that does for ten seconds has lost its machine, and holds rows.
     */
    private static final String SETTINGS = """
            SET search_path = '';
            SET statement_timeout = 0;
            SET lock_timeout = '500ms';
            SET idle_in_transaction_session_timeout = '10s';
            SET row_security = off;
            SET default_transaction_isolation = 'read committed';
            SET default_transaction_deferrable = off;
            SET jit = off;
            SET TimeZone = 'UTC';
            SET standard_conforming_strings = on;
            SET DateStyle = 'ISO, YMD';
            SET IntervalStyle = 'postgres';
            SET bytea_output = 'hex';
            SET extra_float_digits = 3
            """;

    /**
     * A killed client's CREATE INDEX must not live on in its backend; not every server's system can watch a socket. The
     * sessions, and locks, of a machine that has gone end within half a minute, not TCP's two hours. From 17
     * on a role may have a transaction_timeout, which would end an index build.
     */
    private static final String WHERE_KNOWN = """
            ;
            DO $zdm$ DECLARE setting text[];
            BEGIN
                FOREACH setting SLICE 1 IN ARRAY ARRAY[['client_connection_check_interval', '1s'],
                        ['tcp_keepalives_idle', '10s'], ['tcp_keepalives_interval', '5s'], ['tcp_keepalives_count', '3'],
                        ['tcp_user_timeout', '25s']] LOOP
                    BEGIN
                        PERFORM set_config(setting[1], setting[2], false);
                    EXCEPTION WHEN invalid_parameter_value THEN
                        NULL;
                    END;
                END LOOP;
            END $zdm$;
            SELECT set_config('idle_session_timeout', '0', false),
                   CASE WHEN current_setting('transaction_timeout', true) IS NOT NULL
                        THEN set_config('transaction_timeout', '0', false) END
            """;

    private Sessions() {}

    /** The settings, a statement each, for whoever does by hand what the engine would do. */
    public static List<String> settings() {
        return SETTINGS.lines().map(line -> line.replace(";", "")).toList();
    }

    /** One connection, set up. */
    public static Connection open(Target target) throws SQLException {
        Connection connection = connect(target);
        try (Statement statement = connection.createStatement()) {
            Pooler.refuse(target, connection);
            Driver.prepareAtOnce(connection);
            statement.execute(SETTINGS + WHERE_KNOWN);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** As the server makes it; prepares nothing by name, which a pooler's other clients would find. */
    static Connection connect(Target target) throws SQLException {
        Properties properties = properties(target);
        properties.setProperty("prepareThreshold", "0");
        return DriverManager.getConnection(target.url(), properties);
    }

    /** @param size the most connections it opens */
    public static SessionPool pool(Target target, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(APPLICATION_NAME);
        config.setJdbcUrl(target.url());
        Properties properties = properties(target);
        properties.setProperty("prepareThreshold", "" + PREPARE_THRESHOLD);
        config.setDataSourceProperties(properties);
        config.setConnectionInitSql(SETTINGS + WHERE_KNOWN);
        // Else it asks the first session: where that one is lost meanwhile, no other is ever good enough.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setIdleTimeout(30_000);
        config.setConnectionTimeout(30_000);
        config.setInitializationFailTimeout(-1);
        return new SessionPool(new HikariDataSource(config));
    }

    private static Properties properties(Target target) {
        Properties properties = target.connectionProperties();
        properties.setProperty("ApplicationName", APPLICATION_NAME);
        properties.putIfAbsent("socketFactory", WatchedSockets.class.getName());
        properties.putIfAbsent("tcpKeepAlive", "true");
        properties.putIfAbsent("connectTimeout", "10");
        properties.putIfAbsent("loginTimeout", "15");
        if (target.url().contains(",")) {
            // Of several servers all but one are standbys, and after a failover another one is not.
            properties.putIfAbsent("targetServerType", "primary");
            properties.putIfAbsent("hostRecheckSeconds", "1");
        }
        return properties;
    }
}
