package io.zdm.testkit;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Binaries of one major version. The default one comes as a jar on the class path, which has room for one version of it;
 * the jars of the others lie in the folder that {@link #FOLDER_PROPERTY} names. All versions carry the same resource
 * name, so the jar's own name tells them apart. A record, because zonky caches what it unpacked by the resolver's
 * equality.
 */
record ServerBinaries(int major) implements PgBinaryResolver {

    /** Set by the build. */
    static final String FOLDER_PROPERTY = "zdm.test.binaries";

    private static final Pattern JAR_VERSION = Pattern.compile("-(\\d+)\\.\\d+\\.\\d+[^/]*\\.jar!");

    @Override
    public InputStream getPgBinary(String system, String machineHardware) throws IOException {
        Map<Integer, URL> found = inFolder(system, machineHardware);
        found.putAll(onClasspath(system, machineHardware));
        URL binary = found.get(major);
        if (binary != null) {
            return binary.openStream();
        }
        if (found.isEmpty()) {
            // Alpine, ARM, or binaries repackaged by somebody: zonky knows more spellings than we do.
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machineHardware);
        }
        throw new IllegalStateException("No PostgreSQL " + major + ", only " + found.values()
                + ". Maven puts the others into testkit/target/postgres, and says so with the property "
                + FOLDER_PROPERTY + "; or set " + TestServer.VERSION_PROPERTY + " to one that is there.");
    }

    /** The newest major version on the class path, for where none was asked for. */
    static int newestMajor() {
        try {
            return onClasspath(System.getProperty("os.name"), System.getProperty("os.arch")).keySet().stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElseThrow(() -> new IllegalStateException(
                            "No PostgreSQL binaries on the class path: set " + TestServer.VERSION_PROPERTY));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the class path", e);
        }
    }

    private static Map<Integer, URL> onClasspath(String system, String machineHardware) throws IOException {
        ClassLoader loader = ServerBinaries.class.getClassLoader();
        return byMajor(Collections.list(loader.getResources(resource(system, machineHardware))));
    }

    private static Map<Integer, URL> inFolder(String system, String machineHardware) throws IOException {
        Path folder = Path.of(System.getProperty(FOLDER_PROPERTY, ""));
        if (folder.toString().isEmpty() || !Files.isDirectory(folder)) {
            return new TreeMap<>();
        }
        List<URL> urls = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                urls.add(new URL("jar:" + jar.toUri() + "!/" + resource(system, machineHardware)));
            }
        }
        return byMajor(urls);
    }

    private static String resource(String system, String machineHardware) {
        String hardware = machineHardware.equals("amd64") ? "x86_64" : machineHardware.replace("aarch64", "arm_64");
        return "postgres-%s-%s.txz".formatted(system.split(" ")[0].toLowerCase(Locale.ROOT), hardware);
    }

    private static Map<Integer, URL> byMajor(List<URL> urls) {
        Map<Integer, URL> found = new TreeMap<>();
        for (URL url : urls) {
            Matcher version = JAR_VERSION.matcher(url.toString());
            if (version.find()) {
                found.put(Integer.parseInt(version.group(1)), url);
            }
        }
        return found;
    }
}
