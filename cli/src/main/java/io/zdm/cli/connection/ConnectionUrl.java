package io.zdm.cli.connection;

import io.zdm.engine.change.UsageException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code jdbc:postgresql://host:port/db?…} and libpq's {@code postgresql://user@host:port/db?…}.
 *
 * <p>No message repeats any piece of the URL: in a malformed one the password may be anywhere.
 */
final class ConnectionUrl {

    private final String source;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private ConnectionUrl(String source) {
        this.source = source;
    }

    /**
     * @param source {@code --url} or {@code ZDM_URL}, for messages
     * @return the parameters said, in the words of {@link ParameterNames}
     * @throws UsageException where the URL is malformed
     */
    static Map<String, String> parse(String source, String url) {
        ConnectionUrl reader = new ConnectionUrl(source);
        reader.read(url.strip());
        return reader.parameters;
    }

    private void read(String url) {
        String rest = withoutPrefix(url);
        int query = rest.indexOf('?');
        String hierarchy = query < 0 ? rest : rest.substring(0, query);
        int slash = hierarchy.indexOf('/');
        String authority = slash < 0 ? hierarchy : hierarchy.substring(0, slash);
        readDatabase(slash < 0 ? "" : hierarchy.substring(slash + 1));
        // the last @: a password with an unescaped one is then still taken for a password, and never for a host
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            readLogin(authority.substring(0, at));
        }
        readHosts(authority.substring(at + 1));
        if (query >= 0) {
            readQuery(rest.substring(query + 1));
        }
    }

    private String withoutPrefix(String url) {
        boolean jdbc = url.startsWith("jdbc:");
        String uri = jdbc ? url.substring("jdbc:".length()) : url;
        for (String scheme : List.of("postgresql:", "postgres:")) {
            if (uri.startsWith(scheme + "//")) {
                return uri.substring(scheme.length() + 2);
            }
            if (jdbc && uri.startsWith(scheme)) { // jdbc:postgresql:database
                String path = uri.substring(scheme.length());
                return path.startsWith("/") ? path : "/" + path;
            }
        }
        throw malformed("it starts with neither postgresql:// nor jdbc:postgresql:");
    }

    private void readDatabase(String path) {
        if (path.contains("@") || path.contains("/")) {
            // most likely the end of a password with an unescaped slash: not to be shown as a database's name later
            throw malformed("there is an @ or a / inside the database's name");
        }
        put("dbname", decode(path));
    }

    private void readLogin(String login) {
        int colon = login.indexOf(':');
        put("user", decode(colon < 0 ? login : login.substring(0, colon)));
        put("password", colon < 0 ? "" : decode(login.substring(colon + 1)));
    }

    private void readHosts(String list) {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String element : list.split(",", -1)) {
            boolean bracketed = element.startsWith("[");
            if (bracketed && !element.contains("]")) {
                throw malformed("an IPv6 address lacks its closing bracket");
            }
            int colon = element.indexOf(':', bracketed ? element.indexOf(']') : 0);
            String host = colon < 0 ? element : element.substring(0, colon);
            if (bracketed && !host.endsWith("]")) {
                throw malformed("something other than a port follows the host");
            }
            hosts.add(decode(bracketed ? host.substring(1, host.length() - 1) : host));
            ports.add(colon < 0 ? "" : decode(element.substring(colon + 1)));
        }
        put("host", String.join(",", hosts));
        put("port", ports.stream().allMatch(String::isEmpty) ? "" : String.join(",", ports));
    }

    private void readQuery(String query) {
        int number = 0;
        for (String pair : query.split("&", -1)) {
            number++;
            int equals = pair.indexOf('=');
            if (pair.isEmpty()) {
                continue;
            }
            if (equals < 0) {
                throw malformed("parameter %d after the ? has no =".formatted(number));
            }
            String name = decode(pair.substring(0, equals));
            String value = decode(pair.substring(equals + 1));
            Map<String, String> one = new LinkedHashMap<>();
            if (!ParameterNames.add(one, name, value)) {
                throw malformed("neither libpq nor the JDBC driver know parameter %d after the ?".formatted(number));
            }
            one.forEach(this::put); // as in libpq, a parameter beats the part of the URL before it
        }
    }

    private void put(String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    private String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed("a % is not followed by two hexadecimal digits (a % itself is written %25)");
        }
    }

    private UsageException malformed(String why) {
        return new UsageException("""
                Cannot read the URL in %1$s: %2$s. Write %1$s=postgresql://user@host:5432/database?sslmode=verify-full \
                or %1$s=jdbc:postgresql://host:5432/database, with the characters / : @ ? # & %% inside a name or a \
                password percent-encoded.""".formatted(source, why));
    }
}
