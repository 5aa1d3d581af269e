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

    /** Starts the stopped server on the same data and port, and returns when it accepts connections. */
    public void startAgain() {
        process.startAgain();
    }
}
