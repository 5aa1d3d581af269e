package io.zdm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged jar, run as its users run it: a process of its own. */
final class Product {

    /** What the launcher {@code zdm} gives the JVM. */
    static final List<String> LAUNCHER = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Path jar;
    private final Path logs;

    Product(Path jar, Path logs) {
        this.jar = jar.toAbsolutePath();
        this.logs = logs.toAbsolutePath();
    }

    /** @param peakMegabytes the most memory the process had, 0 where the system does not say */
    record Ran(double seconds, long peakMegabytes) {}

    /** @throws IllegalStateException where it does not exit 0 */
    Ran run(List<String> jvm, String... arguments) throws IOException, InterruptedException {
        Path log = logs.resolve("zdm-batch.log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(logs.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            long peak = 0;
            while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, peak(process.pid()));
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            if (process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + process.exitValue() + ":\n"
                        + Files.readString(log));
            }
            return new Ran(seconds, peak);
        } finally {
            process.destroyForcibly();
        }
    }

    /** What the last one said, on stdout and stderr. */
    String output() throws IOException {
        return Files.readString(logs.resolve("zdm-batch.log"));
    }

    /** As its launcher runs it, against a database. */
    void run(Server server, String database, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--url=" + server.url(database));
        all.add("--user=" + Server.USER);
        run(LAUNCHER, all.toArray(String[]::new));
    }

    private static long peak(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(l -> l.startsWith("VmHWM:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException goneOrNotLinux) {
            return 0;
        }
    }
}
