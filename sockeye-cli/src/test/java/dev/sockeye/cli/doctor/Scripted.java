package dev.sockeye.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Is a server that reads the head of a request and then does what a script says. Thread-safe. */
final class Scripted implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d{1,6})\r\n");

    private final ServerSocket listening;
    private final Conversation conversation;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final Map<Socket, Thread> connections = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    private Scripted(ServerSocket listening, Conversation conversation) {
        this.listening = listening;
        this.conversation = conversation;
    }

    /** Does something with the head of a request. */
    interface Script {
        void run(String head, OutputStream out) throws IOException, InterruptedException;
    }

    /** Does something with a request and its connection. */
    interface Conversation {
        void run(String head, String body, Socket socket) throws IOException, InterruptedException;
    }

    static Scripted running(Script script) throws IOException {
        return over(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    static Scripted over(ServerSocket listening, Script script) {
        return over(listening, (head, body, socket) -> script.run(head, socket.getOutputStream()));
    }

    static Scripted conversing(Conversation conversation) throws IOException {
        return over(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conversation);
    }

    private static Scripted over(ServerSocket listening, Conversation conversation) {
        var server = new Scripted(listening, conversation);
        var thread = new Thread(server::accept, "scripted");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    /** Gives every request the same answer. */
    static Scripted answering(String answer) throws IOException {
        return running((head, out) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static String answer(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    int port() {
        return listening.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Returns the heads of the requests, in the order they came. */
    List<String> heads() {
        return heads;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var connection : connections.entrySet()) {
            connection.getKey().close();
            connection.getValue().interrupt();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var socket = listening.accept();
                var thread = new Thread(() -> serve(socket), "scripted-" + open.incrementAndGet());
                thread.setDaemon(true);
                connections.put(socket, thread);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static String body(String head, InputStream in) throws IOException {
        var length = LENGTH.matcher(head);
        return length.find()
                ? new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8)
                : "";
    }

    private void serve(Socket socket) {
        try (socket) {
            var head = new StringBuilder();
            var in = socket.getInputStream();
            for (var next = in.read(); next >= 0; next = in.read()) {
                head.append((char) next);
                if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                    heads.add(head.toString());
                    conversation.run(head.toString(), body(head.toString(), in), socket);
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // The other side has seen enough.
        } finally {
            connections.remove(socket);
        }
    }
}
