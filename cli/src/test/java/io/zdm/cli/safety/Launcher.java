package io.zdm.cli.safety;

import io.zdm.testkit.TestDatabase;
import java.nio.file.Path;

/** How a round of {@link ChaosRound} starts an engine. */
interface Launcher {

    /** A command that runs. */
    interface Engine {

        boolean ended();

        /** Waits for the end, but not for ever. */
        int code();

        String said();

        /** As by SIGTERM. */
        void stop();

        /** As by SIGKILL. */
        void kill();
    }

    /** @param port by which it reaches the database's server */
    Engine start(TestDatabase database, int port, String... command);

    /** In this JVM. */
    static Launcher inProcess() {
        return (database, port, command) -> {
            Zdm.Running running = new Zdm(database).over(port).start(command);
            return new Engine() {
                @Override
                public boolean ended() {
                    return running.code().isDone();
                }

                @Override
                public int code() {
                    return running.result().code();
                }

                @Override
                public String said() {
                    return running.errors();
                }

                @Override
                public void stop() {
                    running.stop().request("interrupted by a signal");
                }

                @Override
                public void kill() {
                    throw new UnsupportedOperationException("It would be this JVM's end");
                }
            };
        };
    }

    /** The packaged one, a process of its own. */
    static Launcher packaged(Path directory) {
        return (database, port, command) -> {
            Jar jar = Jar.start(database, port, directory, command);
            return new Engine() {
                @Override
                public boolean ended() {
                    return !jar.isAlive();
                }

                @Override
                public int code() {
                    return jar.code();
                }

                @Override
                public String said() {
                    return jar.output();
                }

                @Override
                public void stop() {
                    jar.terminate();
                }

                @Override
                public void kill() {
                    jar.kill();
                }
            };
        };
    }
}
