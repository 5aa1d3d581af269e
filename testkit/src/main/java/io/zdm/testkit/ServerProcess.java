package io.zdm.testkit;

/** A running PostgreSQL, wherever it came from. Closing it ends it and removes its data. */
interface ServerProcess extends AutoCloseable {

    String host();

    int port();

    @Override
    void close();
}
