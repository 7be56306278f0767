package dev.sockeye.engineio.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A small proxy that speaks HTTP CONNECT, SOCKS 4a and SOCKS 5, and lets through whoever knows the password, if there is one. */
final class RawProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final String credentials;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    /** Where clients wanted to go. */
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    /** Makes a proxy for everybody, or for {@code user:password}. */
    RawProxy(String credentials) throws IOException {
        this.credentials = credentials;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        begin(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                sockets.add(client);
                begin(() -> serve(client));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new DataInputStream(client.getInputStream());
            var out = client.getOutputStream();
            var first = in.readUnsignedByte();
            var server = switch (first) {
                case 4 -> socks4(in, out);
                case 5 -> socks5(in, out);
                default -> http(in, out);
            };
            try (server) {
                sockets.add(server);
                begin(() -> pump(server, client));
                client.getInputStream().transferTo(server.getOutputStream());
            }
        } catch (IOException e) {
            // One of both has gone.
        }
    }

    private static void pump(Socket from, Socket to) {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of both has gone.
        }
    }

    private Socket http(InputStream in, OutputStream out) throws IOException {
        var head = new StringBuilder("C");
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        var expected = "proxy-authorization: basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        if (!credentials.isEmpty() && !head.toString().replace("Basic", "basic").contains(expected)) {
            out.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            throw new IOException("refused");
        }
        var target = head.toString().split(" ")[1];
        var colon = target.lastIndexOf(':');
        var server = connect(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
        out.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return server;
    }

    private Socket socks4(DataInputStream in, OutputStream out) throws IOException {
        in.readUnsignedByte();
        var port = in.readUnsignedShort();
        var address = in.readNBytes(4);
        var user = zeroEnded(in);
        var host = address[0] == 0
                ? zeroEnded(in)
                : InetAddress.getByAddress(address).getHostAddress();
        if (!credentials.isEmpty() && !credentials.equals(user)) {
            out.write(new byte[] {0, 91, 0, 0, 0, 0, 0, 0});
            throw new IOException("refused");
        }
        var server = connect(host, port);
        out.write(new byte[] {0, 90, 0, 0, 0, 0, 0, 0});
        return server;
    }

    private Socket socks5(DataInputStream in, OutputStream out) throws IOException {
        in.readNBytes(in.readUnsignedByte());
        if (credentials.isEmpty()) {
            out.write(new byte[] {5, 0});
        } else {
            out.write(new byte[] {5, 2});
            in.readUnsignedByte();
            var user = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
            var password = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
            var good = credentials.equals(user + ":" + password);
            out.write(new byte[] {1, (byte) (good ? 0 : 1)});
            if (!good) {
                throw new IOException("refused");
            }
        }
        in.readNBytes(3);
        var host = switch (in.readUnsignedByte()) {
            case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
            case 3 -> new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
            default -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
        };
        var server = connect(host, in.readUnsignedShort());
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        return server;
    }

    /** All hosts are this machine: so tests can ask for names that only the proxy knows. */
    private Socket connect(String host, int port) throws IOException {
        asked.add(host + ":" + port);
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static String zeroEnded(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (var b = in.read(); b > 0; b = in.read()) {
            text.append((char) b);
        }
        return text.toString();
    }

    private static void begin(Runnable task) {
        var thread = new Thread(task, "raw-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
