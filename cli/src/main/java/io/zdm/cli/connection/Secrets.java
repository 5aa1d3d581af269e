package io.zdm.cli.connection;

import io.zdm.engine.change.UsageException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The environment variables that hold secrets, for what must not see them. */
public final class Secrets {

    private static final String URL = "ZDM_URL";
    private static final List<String> VARIABLES = List.of("PGPASSWORD", "ZDM_WEBHOOK_SECRET", "ZDM_CONSOLE_TOKEN");
    private static final List<String> PARAMETERS = List.of("password", "sslpassword");

    private Secrets() {}

    /** The same variables without them: a URL keeps what it says of the database, and loses its password. */
    public static Map<String, String> without(Map<String, String> environment) {
        Map<String, String> rest = new HashMap<>(environment);
        rest.keySet().removeAll(VARIABLES);
        rest.computeIfPresent(URL, (name, url) -> isUrl(url) ? withoutPassword(url) : null);
        return rest;
    }

    /** In what is none a password may be anywhere. */
    private static boolean isUrl(String url) {
        try {
            ConnectionUrl.parse(URL, url);
            return true;
        } catch (UsageException malformed) {
            return false;
        }
    }

    private static String withoutPassword(String url) {
        int query = url.indexOf('?');
        String place = query < 0 ? url : url.substring(0, query);
        int slashes = place.indexOf("//");
        if (slashes >= 0) {
            int path = place.indexOf('/', slashes + 2);
            String authority = place.substring(slashes + 2, path < 0 ? place.length() : path);
            int at = authority.lastIndexOf('@');
            int colon = authority.indexOf(':');
            if (at >= 0 && colon >= 0 && colon < at) {
                place = place.substring(0, slashes + 2 + colon) + place.substring(slashes + 2 + at);
            }
        }
        String parameters = query < 0
                ? ""
                : Arrays.stream(url.substring(query + 1).split("&", -1))
                        .filter(pair -> !PARAMETERS.contains(name(pair)))
                        .collect(Collectors.joining("&"));
        return parameters.isEmpty() ? place : place + "?" + parameters;
    }

    private static String name(String pair) {
        return URLDecoder.decode(pair.replaceFirst("=.*", ""), StandardCharsets.UTF_8);
    }
}
