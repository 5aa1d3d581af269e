package io.zdm.cli.sandbox;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process that uses the sandbox: joins, says so, and leaves at the end of its input. */
final class SandboxChild {

    private SandboxChild() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        try (Sandbox sandbox = Sandbox.join(Path.of(arguments[0]), out)) {
            out.println("joined " + sandbox.target().port());
            while (System.in.read() >= 0) {
                // until the test closes it
            }
        }
    }

    static Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SandboxChild.class.getName(),
                        directory.toString())
                .redirectError(new File("/dev/null"))
                .start();
    }

    /** Reads what a child says until a line begins so. */
    static void await(Process child, String beginning) throws IOException {
        BufferedReader said = child.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(beginning)) {
                return;
            }
        }
        throw new IOException("The child ended without saying " + beginning);
    }
}
