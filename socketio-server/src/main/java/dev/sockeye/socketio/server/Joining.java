package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.socketio.protocol.ArgumentException;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.NamespaceQuery;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.SocketRevision;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads a connection into namespaces: looks them up, asks their middlewares, tells the client. Confined to the lane. */
final class Joining {
    private static final Logger log = LoggerFactory.getLogger(Joining.class);

    private final Connection connection;
    private final SocketIoServer server;
    private final boolean revision4;

    // In middlewares.
    private final List<Attempt> attempts = new ArrayList<>(0);
    // Of protocol 4: namespaces asked for before the main one was joined.
    private @Nullable Deque<Packet.Connect> waiting;
    private Lane.@Nullable Cancellable timer;
    private boolean rootJoined;
    private int failed;

    Joining(Connection connection) {
        this.connection = connection;
        this.server = connection.server();
        this.revision4 = connection.socketRevision() == SocketRevision.V4;
    }

    /** Is a socket on its way through the middlewares, with what it is sent meanwhile. */
    private record Attempt(Socket socket, List<List<Message>> held) {}

    void begin() {
        if (revision4) {
            join(server.root(), Map.of(), server.encoding().none());
        }
        expectOne();
    }

    /** Gives the client time to join a namespace if it is in none: at the beginning, and when it has left its last one. */
    void expectOne() {
        if (timer == null && connection.count() == 0 && !connection.closed()) {
            timer = connection.lane().schedule(this::expire, server.options().connectTimeout());
        }
    }

    private void expire() {
        timer = null;
        if (!connection.closed() && connection.count() == 0) {
            connection.violation("no namespace was joined in time");
        }
    }

    void end() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        waiting = null;
        attempts.forEach(attempt -> attempt.socket.departure().abandon());
        attempts.forEach(attempt -> attempt.socket.acks().close());
        attempts.clear();
    }

    void onConnect(Packet.Connect packet) {
        var query = revision4 ? NamespaceQuery.parse(packet.namespace()) : null;
        var name = query == null ? packet.namespace() : query.namespace();
        if (connection.find(name) != null || attempt(name) != null) {
            if (!revision4) {
                connection.violation("a second CONNECT");
            }
            return;
        }
        var busy = connection.count() + attempts.size() + (waiting == null ? 0 : waiting.size());
        if (busy >= server.options().limits().namespacesPerConnection()) {
            refuse(name, "Too many namespaces", null);
            return;
        }
        if (revision4 && !rootJoined && !name.equals("/")) {
            if (waiting == null) {
                waiting = new ArrayDeque<>();
            }
            waiting.add(packet);
            return;
        }
        var namespace = server.find(name);
        if (namespace == null) {
            refuse(name, "Invalid namespace", null);
            return;
        }
        join(namespace, query == null ? Map.of() : query.query(), packet.data());
    }

    private void join(Namespace namespace, Map<String, String> query, Arguments data) {
        var socket = new Socket(connection, namespace, id(namespace), handshake(query, data));
        var middlewares = namespace.middlewares();
        var attempt = new Attempt(socket, new ArrayList<>(0));
        if (middlewares.isEmpty()) {
            admit(attempt);
            return;
        }
        attempts.add(attempt);
        new MiddlewareChain(socket, middlewares).start();
    }

    private String id(Namespace namespace) {
        if (!revision4) {
            return SocketIds.next();
        }
        var session = connection.session().id();
        return namespace.name().equals("/") ? session : namespace.name() + '#' + session;
    }

    private Handshake handshake(Map<String, String> more, Arguments data) {
        var session = connection.session();
        var query = session.query();
        // Kept as long as the socket: not with the payload in which it came.
        var auth = data.size() == 0 ? data : server.encoding().snapshot(new Object[] {data.element(0)});
        if (!more.isEmpty()) {
            var merged = new LinkedHashMap<>(query);
            merged.putAll(more);
            query = merged;
            auth = server.encoding().snapshot(new Object[] {more});
        }
        var client = server.engine().client(session.request());
        return new Handshake(session.request(), query, server.encoding().args(auth), Instant.now(), client);
    }

    /** Keeps what a socket is sent before it is connected. */
    void hold(Socket socket, List<Message> messages) {
        var attempt = attempt(socket.namespace().name());
        if (attempt != null && attempt.socket == socket) {
            attempt.held.add(messages);
        }
    }

    /** Takes the middlewares' yes. */
    void admitted(Socket socket) {
        var attempt = take(socket);
        if (attempt != null) {
            admit(attempt);
        }
    }

    private void admit(Attempt attempt) {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        var socket = attempt.socket;
        var name = socket.namespace().name();
        var data = revision4
                ? server.encoding().none()
                : server.encoding().snapshot(new Object[] {Map.of("sid", socket.id())});
        connection.admit(socket, messages(new Packet.Connect(name, data)), attempt.held);
        if (revision4 && name.equals("/")) {
            rootJoined = true;
            var queue = waiting;
            waiting = null;
            if (queue != null) {
                queue.forEach(this::onConnect);
            }
        }
    }

    /** Takes the middlewares' no. */
    void refused(Socket socket, ConnectRefusedException error) {
        var attempt = take(socket);
        if (attempt != null) {
            socket.departure().abandon();
            socket.acks().close();
            refuse(socket.namespace().name(), error.message(), error.data());
        }
    }

    private void refuse(String namespace, String message, @Nullable Object data) {
        connection.write(refusalMessages(namespace, message, data));
        if (++failed > server.options().limits().failedConnects()) {
            connection.violation("too many failed CONNECTs");
        }
    }

    private List<Message> refusalMessages(String namespace, String message, @Nullable Object data) {
        try {
            return messages(new Packet.ConnectError(namespace, refusal(message, data)));
        } catch (ArgumentException e) {
            // Data that can't be sent must not make a refusal fail.
            log.warn("the data of a refusal can't be encoded", e);
            return messages(new Packet.ConnectError(namespace, refusal(message, null)));
        }
    }

    private Arguments refusal(String message, @Nullable Object data) {
        if (revision4) {
            return server.encoding().snapshot(new Object[] {data == null ? message : data});
        }
        var object = new LinkedHashMap<String, Object>();
        object.put("message", message);
        if (data != null) {
            object.put("data", data);
        }
        return server.encoding().snapshot(new Object[] {object});
    }

    private List<Message> messages(Packet packet) {
        return server.encoding().messages(packet, connection.socketRevision(), true);
    }

    private @Nullable Attempt take(Socket socket) {
        var attempt = attempt(socket.namespace().name());
        return attempt != null && attempt.socket == socket && attempts.remove(attempt) ? attempt : null;
    }

    private @Nullable Attempt attempt(String namespace) {
        for (var attempt : attempts) {
            if (attempt.socket.namespace().name().equals(namespace)) {
                return attempt;
            }
        }
        return null;
    }
}
