package io.zdm.cli.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the engine and its server, counts what is asked, and can be cut at any question: all sessions end, as
 * if the network or their backends had died; or it stalls, or loses one end. A question is a simple query or a Sync of PostgreSQL's protocol.
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
    private boolean stalled;
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

    /** Waits until this many questions were asked since they were counted anew, or until this time has passed. */
    public synchronized void awaitQuestions(int wanted, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (questions < wanted) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** Every session ends now, as both of its ends see. New ones get through. */
    public synchronized void cutNow() {
        cutAll();
    }

    /** From now on no byte gets through, of new sessions neither; nobody is told. */
    public synchronized void stall() {
        stalled = true;
    }

    /** Only the line of the session with this backend stalls, until it ends. False where there is no such session. */
    public synchronized boolean stall(int backend) {
        List<Line> its = lines.stream().filter(l -> l.backend == backend).toList();
        its.forEach(l -> l.stalled = true);
        return !its.isEmpty();
    }

    /** What has waited goes on. */
    public synchronized void goOn() {
        stalled = false;
        lines.forEach(l -> l.stalled = false);
        notifyAll();
    }

    /**
     * The engine's ends of all sessions go; the server is not told, as when a machine loses its power. New sessions get
     * through. The ends that are left over go with {@link #cutNow} or {@link #close}.
     */
    public synchronized void halfOpen() {
        cut = true;
        lines.forEach(Line::halve);
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
                connect(listening.accept());
            } catch (IOException e) {
                // Closed, or the server takes no connection: the engine sees it end.
            }
        }
    }

    private void connect(Socket engine) throws IOException {
        try {
            Line line = new Line(engine, new Socket(host, port));
            synchronized (this) {
                lines.add(line);
            }
            daemon("wire to server", line::ask);
            daemon("wire to engine", line::answer);
        } catch (IOException e) {
            engine.close();
            throw e;
        }
    }

    private synchronized void awaitFlow(Line line) throws IOException {
        try {
            while ((stalled || line.stalled) && !line.engine.isClosed()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
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
        questions++;
        notifyAll();
        return questions == cutAt;
    }

    private synchronized void cutAll() {
        cut = true;
        lines.forEach(Line::closeBoth);
        lines.clear();
        notifyAll();
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
        private volatile boolean halved;
        private volatile boolean stalled;
        private volatile int backend;

        Line(Socket engine, Socket server) throws IOException {
            this.engine = engine;
            this.server = server;
            engine.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void ask() {
            // Closing a stream would close its socket, of which one may have to stay.
            try {
                DataInputStream in = new DataInputStream(new BufferedInputStream(engine.getInputStream()));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream(), BUFFER));
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
            awaitFlow(this);
            out.writeInt(length);
            out.write(body);
            out.flush();
            int code = ByteBuffer.wrap(body).getInt();
            return code == SSL_REQUEST || code == GSS_REQUEST;
        }

        private boolean message(DataInputStream in, DataOutputStream out) throws IOException {
            int type = in.read();
            if (type < 0) {
                return false;
            }
            int length = in.readInt();
            byte[] body = in.readNBytes(length - Integer.BYTES);
            awaitFlow(this);
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
            try {
                InputStream in = server.getInputStream();
                OutputStream out = engine.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    awaitFlow(this);
                    named(buffer, read);
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

        /** The server names its backend once it lets somebody in: BackendKeyData, after what was said of the login. */
        private void named(byte[] buffer, int length) {
            if (backend != 0) {
                return;
            }
            ByteBuffer said = ByteBuffer.wrap(buffer, 0, length);
            while (said.remaining() > 2 * Integer.BYTES) {
                int type = said.get();
                int size = said.getInt(said.position());
                if (type == 'K') {
                    backend = said.getInt(said.position() + Integer.BYTES);
                    return;
                }
                if (size < Integer.BYTES || size > said.remaining()) {
                    return;
                }
                said.position(said.position() + size);
            }
        }

        void halve() {
            halved = true;
            close(engine);
        }

        void close() {
            close(engine);
            if (!halved) {
                close(server);
            }
        }

        void closeBoth() {
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
