package io.zdm.cli.scenario;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the engine and its server, counts what is asked, and can be cut at any question: all sessions end, as
 * if the network or their backends had died. A question is a simple query or a Sync of PostgreSQL's protocol.
 */
final class Wire implements AutoCloseable {

    /** When a cut happens: the question never arrives, or the server has answered it and nobody hears. */
    enum Moment {
        BEFORE_THE_QUESTION,
        BEFORE_THE_ANSWER
    }

    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;
    private static final int BUFFER = 8192;

    private final String host;
    private final int port;
    private final ServerSocket listening;
    private final List<Line> lines = new ArrayList<>();
    private int questions;
    private int cutAt;
    private Moment moment = Moment.BEFORE_THE_QUESTION;
    private boolean cut;

    Wire(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon("wire", this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on questions are counted anew; the {@code at}-th cuts every session. */
    synchronized void cut(int at, Moment when) {
        questions = 0;
        cutAt = at;
        moment = when;
        cut = false;
    }

    /** From now on questions are counted anew, and nothing is cut. */
    synchronized void mend() {
        cut(0, Moment.BEFORE_THE_QUESTION);
    }

    synchronized int questions() {
        return questions;
    }

    synchronized boolean wasCut() {
        return cut;
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutAll();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Line line = new Line(listening.accept(), new Socket(host, port));
                synchronized (this) {
                    lines.add(line);
                }
                daemon("wire to server", line::ask);
                daemon("wire to engine", line::answer);
            } catch (IOException e) {
                // Closed, or the server takes no connection: the engine sees it end.
            }
        }
    }

    /** True where this question is the one. */
    private synchronized boolean counted() {
        return ++questions == cutAt;
    }

    private synchronized void cutAll() {
        cut = true;
        lines.forEach(Line::close);
        lines.clear();
    }

    private synchronized Moment moment() {
        return moment;
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** One session. */
    private final class Line {

        private final Socket engine;
        private final Socket server;
        private volatile boolean unheard;

        Line(Socket engine, Socket server) throws IOException {
            this.engine = engine;
            this.server = server;
            engine.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void ask() {
            try (DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(engine.getInputStream()));
                    DataOutputStream out =
                            new DataOutputStream(new BufferedOutputStream(server.getOutputStream(), BUFFER))) {
                while (begin(in, out)) {
                    out.flush();
                }
                while (message(in, out)) {
                    if (in.available() == 0) {
                        out.flush();
                    }
                }
            } catch (IOException e) {
                // One of the two has gone.
            } finally {
                close();
            }
        }

        /** What comes before the first message with a type: true while there is more of it. */
        private boolean begin(DataInputStream in, DataOutputStream out) throws IOException {
            int length = in.readInt();
            byte[] body = in.readNBytes(length - Integer.BYTES);
            out.writeInt(length);
            out.write(body);
            out.flush();
            int code = java.nio.ByteBuffer.wrap(body).getInt();
            return code == SSL_REQUEST || code == GSS_REQUEST;
        }

        private boolean message(DataInputStream in, DataOutputStream out) throws IOException {
            int type = in.read();
            if (type < 0) {
                return false;
            }
            int length = in.readInt();
            byte[] body = in.readNBytes(length - Integer.BYTES);
            if ((type == 'Q' || type == 'S') && counted()) {
                if (moment() == Moment.BEFORE_THE_QUESTION) {
                    cutAll();
                    return false;
                }
                unheard = true;
            }
            out.writeByte(type);
            out.writeInt(length);
            out.write(body);
            return true;
        }

        void answer() {
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = server.getInputStream();
                    OutputStream out = engine.getOutputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (unheard) {
                        cutAll();
                        return;
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException e) {
                // One of the two has gone.
            } finally {
                close();
            }
        }

        void close() {
            close(engine);
            close(server);
        }

        private void close(@Nullable Socket socket) {
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
