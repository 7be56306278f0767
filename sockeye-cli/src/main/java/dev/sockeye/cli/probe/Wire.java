package dev.sockeye.cli.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Is one connection, whose every use ends by a deadline. Confined to one thread, but for the watchdog. */
final class Wire implements AutoCloseable {
    private static final int BUFFER = 8_192;
    /** What a read's own time-out gets ahead of the watchdog, which also closes. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Socket raw;
    private final byte[] buffer = new byte[BUFFER];
    private Socket socket;
    private int from;
    private int to;
    private long deadline;
    private Future<?> watch;

    private Wire(Socket raw, Duration patience) {
        this.raw = raw;
        socket = raw;
        deadline = System.nanoTime() + patience.toNanos();
        watch = Watchdog.close(raw, patience.plus(GRACE));
    }

    /** Connects. */
    static Wire open(Endpoint endpoint, InetAddress address, Tls tls, Duration patience) {
        var wire = new Wire(new Socket(), patience);
        try {
            wire.raw.setTcpNoDelay(true);
            wire.raw.connect(new InetSocketAddress(address, endpoint.port()), Math.toIntExact(patience.toMillis()));
            if (endpoint.secure()) {
                wire.socket = tls.over(wire.raw, endpoint);
            }
            return wire;
        } catch (IOException e) {
            var failure = wire.failure(e, "no connection");
            wire.close();
            throw failure;
        }
    }

    /** Sets a new deadline. */
    void patience(Duration patience) {
        watch.cancel(false);
        deadline = System.nanoTime() + patience.toNanos();
        watch = Watchdog.close(raw, patience.plus(GRACE));
    }

    Socket socket() {
        return socket;
    }

    void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw failure(e, "the connection was cut while the request was sent");
        }
    }

    /** Returns the next byte, or -1 at the end. */
    int read() {
        if (from == to && !fill()) {
            return -1;
        }
        return buffer[from++] & 0xFF;
    }

    /** Returns the next byte; the end is a failure. */
    int need() {
        var next = read();
        if (next < 0) {
            throw new ProbeException(Failure.CLOSED, "the connection ended in the middle of the answer");
        }
        return next;
    }

    @Override
    public void close() {
        watch.cancel(false);
        try {
            raw.close();
        } catch (IOException e) {
            // Nothing is expected from it any more.
        }
    }

    private boolean fill() {
        try {
            var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
            from = 0;
            to = Math.max(0, socket.getInputStream().read(buffer));
            return to > 0;
        } catch (IOException e) {
            to = 0;
            throw failure(e, "the connection was cut");
        }
    }

    private ProbeException failure(IOException e, String otherwise) {
        if (e instanceof SocketTimeoutException || System.nanoTime() - deadline >= 0) {
            return new ProbeException(Failure.TIMEOUT, "no answer in time", e);
        } else if (e instanceof SSLException) {
            return new ProbeException(Failure.TLS, String.valueOf(e.getMessage()), e);
        } else if (e instanceof ConnectException) {
            return new ProbeException(Failure.REFUSED, "connection refused", e);
        } else if (!raw.isConnected()) {
            return new ProbeException(Failure.UNREACHABLE, String.valueOf(e.getMessage()), e);
        }
        return new ProbeException(Failure.CLOSED, otherwise, e);
    }
}
