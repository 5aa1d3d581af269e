package io.zdm.testkit;

/** A server that belongs to one test, which may crash it and bring it back. */
public final class PrivateServer extends TestServer {

    private final EmbeddedServer process;

    PrivateServer(EmbeddedServer process) {
        super(process);
        this.process = process;
    }

    /** Ends the server as a crash would (mode {@code immediate}): no checkpoint, every session cut off. */
    public void stopImmediate() {
        process.stopImmediate();
    }

    /**
     * A hot standby that streams from this server, which is restarted to be copied. Close it.
     *
     * @param name its application_name, a plain lower case identifier that no other standby has
     */
    public PrivateServer startStandby(String name) {
        execute("SELECT pg_create_physical_replication_slot('" + name + "', true)");
        return new PrivateServer(process.standby(name));
    }

    /** Makes a standby a primary, and returns when it is one. */
    public void promote() {
        execute("SELECT pg_promote(true, 60)");
    }

    /** A database of this name that came with what this server is a copy of. Not dropped by anybody. */
    public TestDatabase database(String name) {
        return new TestDatabase(this, name);
    }

    /** Runs statements as the superuser, each in a transaction of its own. */
    public void execute(String... sql) {
        database("postgres").execute(sql);
    }

    /** Starts the stopped server on the same data and port, and returns when it accepts connections. */
    public void startAgain() {
        process.startAgain();
    }
}
