package dev.sockeye.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * A TCP connection to a server on this machine that sends exactly the bytes it is given and waits for nothing longer
 * than its patience. Confined to one thread, but for {@link #close()} and {@link #reset()}.
 */
public final class RawConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Socket socket;
    private final Duration patience;
    private byte[] buffer = new byte[8192];
    private int from;
    private int to;

    private RawConnection(Socket socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
    }

    /** Connects to a port of the loopback interface, with a patience of five seconds for every answer. */
    public static RawConnection connect(int port) {
        return connect(port, PATIENCE);
    }

    /** Connects to a port of the loopback interface. */
    public static RawConnection connect(int port, Duration patience) {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) patience.toMillis());
            return new RawConnection(socket, patience);
        } catch (IOException e) {
            closeQuietly(socket);
            throw new RawClosedException("no connection to port " + port, e);
        }
    }

    /** Returns the socket, for tests that change its buffers or read from it by themselves. */
    public Socket socket() {
        return socket;
    }

    /** Sends bytes. Fails with {@link RawClosedException} when the server has cut the connection. */
    public void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new RawClosedException("the server took no more bytes", e);
        }
    }

    /** Sends a text in ISO 8859-1, one byte for each character. */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Ends the sending side only, as a client that has nothing more to say. */
    public void shutdownOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new RawClosedException("already closed", e);
        }
    }

    /** Reads one byte. Fails with {@link RawClosedException} at the end, {@link RawTimeoutException} after the patience. */
    public int read() {
        if (from == to) {
            fill(deadline());
        }
        return buffer[from++] & 0xff;
    }

    /** Reads exactly so many bytes. */
    public byte[] read(int count) {
        byte[] bytes = new byte[count];
        long deadline = deadline();
        int done = 0;
        while (done < count) {
            if (from == to) {
                fill(deadline);
            }
            int part = Math.min(count - done, to - from);
            System.arraycopy(buffer, from, bytes, done, part);
            from += part;
            done += part;
        }
        return bytes;
    }

    /** Reads a line and drops its CR LF (or LF). */
    public String readLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = read(); c != '\n'; c = read()) {
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Reads everything until the server closes, which it must within the patience. */
    public byte[] readToEnd() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long deadline = deadline();
        while (true) {
            bytes.write(buffer, from, to - from);
            from = to;
            try {
                fill(deadline);
            } catch (RawClosedException e) {
                return bytes.toByteArray();
            }
        }
    }

    /** Tells whether anything (a byte, or the end) comes within a time. Consumes nothing. */
    public boolean stirsWithin(Duration time) {
        if (from < to) {
            return true;
        }
        try {
            fill(System.nanoTime() + time.toNanos());
            return true;
        } catch (RawClosedException e) {
            return true;
        } catch (RawTimeoutException e) {
            return false;
        }
    }

    /** Tells whether the server closes within a time; what it sends before is dropped. */
    public boolean closesWithin(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (true) {
            from = to;
            try {
                fill(deadline);
            } catch (RawClosedException e) {
                return true;
            } catch (RawTimeoutException e) {
                return false;
            }
        }
    }

    /** Closes in order: the server sees the end of the stream. */
    @Override
    public void close() {
        closeQuietly(socket);
    }

    /** Cuts the connection: the server sees a reset. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Then it is closed already, which is what is wanted.
        }
        close();
    }

    private long deadline() {
        return System.nanoTime() + patience.toNanos();
    }

    private void fill(long deadline) {
        long millis = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
        try {
            socket.setSoTimeout((int) millis);
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                throw new RawClosedException("closed by the server", null);
            }
            from = 0;
            to = count;
            if (count == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, 1 << 20));
            }
        } catch (SocketTimeoutException e) {
            throw new RawTimeoutException("nothing came within " + millis + " ms", e);
        } catch (IOException e) {
            throw new RawClosedException("reset by the server", e);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // A test that closes a connection is done with it.
        }
    }
}
