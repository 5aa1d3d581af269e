package io.zdm.cli.command;

import io.zdm.cli.console.ConsoleSettings;
import io.zdm.engine.change.UsageException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the console listens, and how it is spoken to. */
final class ListenerOptions {

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "the address to listen on (default: ${DEFAULT-VALUE})")
    String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8585",
            description = "the port, 0 for any that is free (default: ${DEFAULT-VALUE})")
    int port = 8585;

    @Option(
            names = "--hostname",
            paramLabel = "NAME",
            split = ",",
            description = "names by which browsers ask for it, beside localhost and --host: that of a proxy before it")
    List<String> hostnames = new ArrayList<>();

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "speak HTTPS with this certificate chain (PEM)")
    @Nullable
    Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "the certificate's private key (PEM)")
    @Nullable
    Path tlsKey;

    @Option(
            names = "--plain-http",
            description = "allow another --host than this machine's own without TLS: behind a proxy that speaks it")
    boolean plainHttp;

    /**
     * These options, checked.
     *
     * @throws UsageException where tokens would go over a network as they are, or a file cannot be read
     */
    ConsoleSettings.Listener listener() {
        return new ConsoleSettings.Listener(host, port, Set.copyOf(hostnames), tls());
    }

    private ConsoleSettings.@Nullable Tls tls() {
        if ((tlsCertificate == null) != (tlsKey == null)) {
            throw new UsageException("--tls-certificate and --tls-key belong together. Nothing was changed.");
        }
        if (tlsCertificate != null && tlsKey != null) {
            for (Path file : List.of(tlsCertificate, tlsKey)) {
                if (!Files.isReadable(file)) {
                    throw new UsageException("Cannot read " + file + ". Nothing was changed.");
                }
            }
            return new ConsoleSettings.Tls(tlsCertificate, tlsKey);
        }
        if (!plainHttp && !isLoopback()) {
            throw new UsageException("--host=" + host + " without TLS would send tokens over the network as they are."
                    + " Give --tls-certificate and --tls-key, or --plain-http where a proxy before it speaks TLS."
                    + " Nothing was changed.");
        }
        return null;
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new UsageException("--host=" + host + " is no address of this machine. Nothing was changed.", e);
        }
    }
}
