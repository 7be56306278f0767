package dev.sockeye.interop.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Is a way to a server that can be cut, and plugged in again. Thread-safe. */
final class Cable implements AutoCloseable {
    private final ServerSocket front;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean plugged = true;

    Cable(int target) throws IOException {
        this.target = target;
        front = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + front.getLocalPort();
    }

    /** Cuts all connections, by a reset. */
    void cut() {
        for (var socket : List.copyOf(sockets)) {
            sockets.remove(socket);
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException closed) {
                // The other side was first.
            }
        }
    }

    /** Lets connections through or cuts each at once. */
    void plug(boolean in) {
        plugged = in;
        if (!in) {
            cut();
        }
    }

    private void accept() {
        try {
            while (true) {
                var client = front.accept();
                client.setTcpNoDelay(true);
                sockets.add(client);
                if (!plugged) {
                    cut();
                    continue;
                }
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                server.setTcpNoDelay(true);
                sockets.add(server);
                thread(() -> relay(client, server));
                thread(() -> relay(server, client));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void relay(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // On purpose.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void thread(Runnable task) {
        var thread = new Thread(task, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        front.close();
        cut();
    }
}
