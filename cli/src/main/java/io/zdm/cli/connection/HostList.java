package io.zdm.cli.connection;

import io.zdm.engine.change.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The servers named, in the order in which they are tried; at least one. */
record HostList(List<Server> servers) {

    private static final int DEFAULT_PORT = 5432;

    /** Names, IPv4 and IPv6 addresses; nothing that could leave the host's place in a JDBC URL. */
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._:%-]+");

    /** @param host without brackets, also where it is an IPv6 address */
    record Server(String host, int port) {

        String inUrl() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    HostList {
        servers = List.copyOf(servers);
    }

    /**
     * Reads libpq's comma-separated lists.
     *
     * @param hosts empty elements stand for localhost; null for one of them
     * @param ports one for each host, or one for all
     */
    static HostList parse(@Nullable String hosts, @Nullable String ports) {
        String[] names = (hosts == null ? "" : hosts).split(",", -1);
        String[] numbers = (ports == null ? "" : ports).split(",", -1);
        if (numbers.length != 1 && numbers.length != names.length) {
            throw new UsageException(
                    "Cannot match ports to hosts: there are %d ports for %d hosts. Give one port for each host, or one for all."
                            .formatted(numbers.length, names.length));
        }
        List<Server> servers = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            servers.add(new Server(host(names[i].strip()), port(numbers[numbers.length == 1 ? 0 : i].strip())));
        }
        return new HostList(servers);
    }

    Server first() {
        return servers.get(0);
    }

    String inUrl() {
        return servers.stream().map(Server::inUrl).collect(Collectors.joining(","));
    }

    private static String host(String text) {
        if (text.isEmpty()) {
            return "localhost";
        }
        if (text.startsWith("/") || text.startsWith("@")) {
            throw new UsageException("Cannot connect through a Unix socket: the JDBC driver speaks TCP only. "
                    + "Give a host name such as localhost instead of the socket's directory.");
        }
        if (!HOST.matcher(text).matches()) {
            throw new UsageException("Cannot read the host: it contains a character that no host name has. "
                    + "Percent-encode / : @ ? # in a user name or password.");
        }
        return text;
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            return DEFAULT_PORT;
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below, without repeating the text: in a malformed URL it may be a piece of the password
        }
        throw new UsageException(
                "Cannot read the port (of the URL, or PGPORT): it is not a number between 1 and 65535. "
                        + "In a URL percent-encode / : @ ? # in a user name or password.");
    }
}
