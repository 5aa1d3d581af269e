package io.zdm.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;

/** What an application does, over and over. */
interface Workload {

    /** Prepares one client's statements; the clients are counted from 0. */
    Transactions open(Connection connection, int client) throws SQLException;

    /** One client's. */
    interface Transactions extends AutoCloseable {

        /** The statements of one transaction, which is committed by the caller. */
        void run(Random random) throws SQLException;

        @Override
        void close() throws SQLException;
    }
}
