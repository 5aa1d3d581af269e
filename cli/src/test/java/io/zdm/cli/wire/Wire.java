package io.zdm.cli.wire;

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
public final class Wire implements AutoCloseable {

    /** When a cut happens: the question never arrives, or the server has answered it and nobody hears. */
    public enum Moment {
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
    private @Nullable String committing;

    public Wire(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon("wire", this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** From now on questions are counted anew; the {@code at}-th cuts every session. */
    public synchronized void cut(int at, Moment when) {
        questions = 0;
        cutAt = at;
        moment = when;
        cut = false;
        committing = null;
    }

    /**
     * From now on the session that has said {@code text} is cut at its next COMMIT, once; the others stay.
     *
     * @param when {@link Moment#BEFORE_THE_ANSWER}: the server commits, and nobody hears
     */
    public synchronized void cutAtCommitOf(String text, Moment when) {
        cut(0, when);
        committing = text;
    }

    /** From now on questions are counted anew, and nothing is cut. */
    public synchronized void mend() {
        cut(0, Moment.BEFORE_THE_QUESTION);
    }

    public synchronized int questions() {
        return questions;
    }

    public synchronized boolean wasCut() {
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

    /** True, once, where this session has said what is waited for and now commits. */
    private synchronized boolean commits(Talk talk) {
        if (committing == null || !talk.commitsAfter(committing)) {
            return false;
        }
        committing = null;
        cut = true;
        return true;
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
        private final Talk talk = new Talk();
        private volatile boolean unheard;
        private volatile boolean alone;

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
            talk.hear((char) type, body);
            if (commits(talk)) {
                if (moment() == Moment.BEFORE_THE_QUESTION) {
                    return false;
                }
                alone = true;
                unheard = true;
            }
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
                        if (!alone) {
                            cutAll();
                        }
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
