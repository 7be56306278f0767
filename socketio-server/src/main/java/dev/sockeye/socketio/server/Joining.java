package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.socketio.protocol.ArgumentException;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.NamespaceQuery;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.SocketRevision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads a connection into namespaces: looks them up, asks their middlewares, tells the client. Confined to the lane. */
final class Joining {
    private static final Logger log = LoggerFactory.getLogger(Joining.class);
    private static final String TIMED_OUT = "Timed out";

    private final Connection connection;
    private final SocketIoServer server;
    private final boolean revision4;

    // In middlewares.
    private List<Attempt> attempts = Collections.emptyList();
    // Of clients that may be back: an adapter is asked.
    private List<Return> returns = Collections.emptyList();
    // Asked for, and not there yet.
    private @Nullable List<Search> searches;
    // Of protocol 4: namespaces asked for before the main one was joined, and why it was not.
    private @Nullable Deque<Packet.Connect> waiting;
    private @Nullable ConnectRefusedException rootRefusal;
    private Lane.@Nullable Cancellable timer;
    private boolean rootJoined;
    private int failed;

    Joining(Connection connection) {
        this.connection = connection;
        this.server = connection.server();
        this.revision4 = connection.socketRevision() == SocketRevision.V4;
    }

    /** Is a socket on its way through the middlewares, with what it is sent meanwhile. */
    private record Attempt(Socket socket, List<List<Message>> held, Lane.Cancellable timer) {}

    void begin() {
        if (revision4) {
            join(server.root(), handshake(Map.of(), server.encoding().none()));
        }
        expectOne();
    }

    /** Gives the client time to join a namespace if it is in none: at the beginning, and when it has left its last one. */
    void expectOne() {
        if (timer == null && connection.sockets().count() == 0 && !connection.closed()) {
            timer = connection.lane().schedule(this::expire, server.options().connectTimeout());
        }
    }

    private void expire() {
        timer = null;
        if (!connection.closed() && connection.sockets().count() == 0) {
            connection.violation("no namespace was joined in time");
        }
    }

    /** Tells whether all this knows is what a new one would know: the connection's client is where it wants to be. */
    boolean spent() {
        return !revision4
                && timer == null
                && failed == 0
                && attempts.isEmpty()
                && returns.isEmpty()
                && (searches == null || searches.isEmpty());
    }

    boolean underWay() {
        return !attempts.isEmpty() || (searches != null && !searches.isEmpty());
    }

    void end() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        waiting = null;
        attempts.forEach(this::abandon);
        attempts.clear();
        if (searches != null) {
            searches.forEach(Search::cancel);
            searches = null;
        }
    }

    private void abandon(Attempt attempt) {
        attempt.timer.cancel();
        attempt.socket.departure().abandon();
        attempt.socket.closeAcks();
        var continuity = attempt.socket.continuity();
        if (continuity != null) {
            continuity.abandon();
        }
    }

    void onConnect(Packet.Connect packet) {
        if (connection.closed()) {
            // One that waited, of a client that has been refused too often meanwhile.
            return;
        }
        var query = revision4 ? NamespaceQuery.parse(packet.namespace()) : null;
        var name = query == null ? packet.namespace() : query.namespace();
        if (connection.sockets().find(name) != null
                || attempt(name) != null
                || search(name) != null
                || expected(name)) {
            if (!revision4) {
                connection.violation("a second CONNECT");
            }
            return;
        }
        if (busy() >= server.options().limits().namespacesPerConnection()) {
            refuse(name, "Too many namespaces", null);
            return;
        }
        if (revision4 && !rootJoined && !name.equals("/")) {
            awaitRoot(name, packet);
            return;
        }
        seek(name, handshake(query == null ? Map.of() : query.query(), packet.data()));
    }

    private int busy() {
        return connection.sockets().count()
                + attempts.size()
                + returns.size()
                + (searches == null ? 0 : searches.size())
                + (waiting == null ? 0 : waiting.size());
    }

    private void awaitRoot(String name, Packet.Connect packet) {
        if (rootRefusal != null) {
            refuse(name, rootRefusal.message(), rootRefusal.data());
            return;
        }
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
        waiting.add(packet);
    }

    private void seek(String name, Handshake handshake) {
        var namespace = server.find(name);
        if (namespace != null && namespace.introduction().done() && namespace.enter()) {
            join(namespace, handshake);
        } else if (namespace == null && !server.namespaceTable().makeable(name)) {
            refuse(name, "Invalid namespace", null);
        } else {
            if (searches == null) {
                searches = new ArrayList<>(1);
            }
            var search = new Search(connection, name, handshake);
            searches.add(search);
            search.begin();
        }
    }

    /** Takes the namespace that a search has found, and entered. */
    void found(Search search, Namespace namespace) {
        if (over(search)) {
            join(namespace, search.handshake());
        } else {
            namespace.leave();
        }
    }

    /** Takes that a search has found none. */
    void missed(Search search, String message) {
        if (over(search)) {
            refuse(search.name(), message, null);
        }
    }

    /** Gives up a search that took too long. */
    void late(Search search) {
        if (over(search)) {
            server.errorApart(ServerError.Kind.MATCHER, timeout("a matcher"), null);
            refuse(search.name(), TIMED_OUT, null);
        }
    }

    private boolean over(Search search) {
        if (searches == null || !searches.remove(search)) {
            return false;
        }
        search.cancel();
        return true;
    }

    private void join(Namespace namespace, Handshake handshake) {
        if (namespace == server.root()) {
            rootRefusal = null;
        }
        var continuities = revision4 ? null : namespace.continuities();
        if (continuities == null) {
            ask(new Socket(connection, namespace, id(namespace), handshake, null), namespace.middlewares());
        } else {
            new Return(connection, continuities, handshake).begin();
        }
    }

    /** Notes that somebody is on the way to a namespace. */
    void expect(Return client) {
        if (returns.isEmpty()) {
            returns = new ArrayList<>(1);
        }
        returns.add(client);
    }

    void unexpect(Return client) {
        returns.remove(client);
    }

    private boolean expected(String namespace) {
        for (var client : returns) {
            if (client.namespace().name().equals(namespace)) {
                return true;
            }
        }
        return false;
    }

    /** Asks middlewares about a socket, then lets it in. */
    void ask(Socket socket, List<Middleware> middlewares) {
        if (middlewares.isEmpty()) {
            admit(socket, List.of());
            return;
        }
        var timer =
                connection.lane().schedule(() -> late(socket), server.options().middlewareTimeout());
        begin(new Attempt(socket, new ArrayList<>(0), timer));
        new MiddlewareChain(socket, middlewares).start();
    }

    /** Refuses a socket whose middlewares took too long. */
    private void late(Socket socket) {
        if (attempt(socket) != null) {
            server.errorApart(ServerError.Kind.MIDDLEWARE, timeout("a middleware"), socket);
            refused(socket, new ConnectRefusedException(TIMED_OUT));
        }
    }

    private TimeoutException timeout(String who) {
        return new TimeoutException(
                who + " did not answer within " + server.options().middlewareTimeout());
    }

    private String id(Namespace namespace) {
        if (!revision4) {
            return server.newId();
        }
        var session = connection.session().id();
        return namespace.name().equals("/") ? session : namespace.name() + '#' + session;
    }

    private Handshake handshake(Map<String, String> more, Arguments data) {
        var session = connection.session();
        // Kept as long as the socket: not with the payload in which it came.
        var auth = data.size() == 0 ? data : server.encoding().snapshot(new Object[] {data.element(0)});
        Map<String, String> merged = null;
        if (!more.isEmpty()) {
            var both = new LinkedHashMap<>(session.query());
            both.putAll(more);
            merged = Collections.unmodifiableMap(both);
            auth = server.encoding().snapshot(new Object[] {more});
        }
        var credentials = auth.size() == 0
                ? server.encoding().noArgs()
                : server.encoding().args(auth);
        return new Handshake(session.request(), merged, credentials, server.engine());
    }

    /** Keeps what a socket is sent before it is connected. */
    void hold(Socket socket, List<Message> messages) {
        var attempt = attempt(socket);
        if (attempt != null) {
            attempt.held.add(messages);
        }
    }

    /** Takes the middlewares' yes. */
    void admitted(Socket socket) {
        var attempt = take(socket);
        if (attempt != null) {
            attempt.timer.cancel();
            admit(socket, attempt.held);
        }
    }

    private void admit(Socket socket, List<List<Message>> held) {
        var continuity = socket.continuity();
        var arrival = continuity == null ? null : continuity.arrival();
        if (arrival == null) {
            welcome(socket, List.of(), held);
        } else {
            arrival.enter(socket, held);
        }
    }

    /** Keeps for a socket what it is sent while an adapter makes it a member. */
    void keep(Socket socket, List<List<Message>> held) {
        begin(new Attempt(socket, new ArrayList<>(held), () -> {}));
    }

    private void begin(Attempt attempt) {
        if (attempts.isEmpty()) {
            attempts = new ArrayList<>(1);
        }
        attempts.add(attempt);
    }

    /** Returns what was kept for a socket; nothing where the connection was closed meanwhile. */
    List<List<Message>> kept(Socket socket) {
        var attempt = take(socket);
        return attempt == null ? List.of() : attempt.held;
    }

    /** Tells the client that it has joined, and hands it what it missed. */
    void welcome(Socket socket, List<Message> missed, List<List<Message>> held) {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        var name = socket.namespace().name();
        var told = told(socket, name);
        if (missed.isEmpty()) {
            Admission.admit(socket, told, held);
        } else if (Missed.arrivesWhole(missed)) {
            connection.session().send(missed);
            Admission.admit(socket, told, held);
        } else {
            Admission.admit(socket, told, Missed.before(held, missed));
        }
        if (revision4 && name.equals("/")) {
            rootJoined = true;
            whoWaits().forEach(this::onConnect);
        }
    }

    /** Returns what tells the client that it has joined. */
    private List<Message> told(Socket socket, String namespace) {
        if (revision4) {
            return messages(new Packet.Connect(namespace, server.encoding().none()));
        }
        var continuity = socket.continuity();
        if (continuity == null) {
            return server.encoding().joined(namespace, socket.id());
        }
        var ids = new LinkedHashMap<String, String>(4);
        ids.put("sid", socket.id());
        ids.put("pid", continuity.pid());
        return messages(new Packet.Connect(namespace, server.encoding().snapshot(new Object[] {ids})));
    }

    private Collection<Packet.Connect> whoWaits() {
        Collection<Packet.Connect> queue = waiting == null ? List.of() : waiting;
        waiting = null;
        return queue;
    }

    /** Takes the middlewares' no. */
    void refused(Socket socket, ConnectRefusedException error) {
        var attempt = take(socket);
        if (attempt != null) {
            abandon(attempt);
            if (server.listeners().any()) {
                server.listeners().tell(listener -> listener.socketRefused(socket, error));
            }
            var name = socket.namespace().name();
            refuse(name, error.message(), error.data());
            if (revision4 && name.equals("/")) {
                rootRefusal = error;
                // Their turn would never come. Unlike the official server, which leaves them without an answer.
                whoWaits().forEach(this::onConnect);
            }
        }
    }

    private void refuse(String namespace, String message, @Nullable Object data) {
        connection.session().send(refusalMessages(namespace, message, data));
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
        var attempt = attempt(socket);
        attempts.remove(attempt);
        if (attempts.isEmpty()) {
            connection.nothingHeld();
        }
        return attempt;
    }

    private @Nullable Attempt attempt(Socket socket) {
        var attempt = attempt(socket.namespace().name());
        return attempt != null && attempt.socket == socket ? attempt : null;
    }

    private @Nullable Attempt attempt(String namespace) {
        for (var attempt : attempts) {
            if (attempt.socket.namespace().name().equals(namespace)) {
                return attempt;
            }
        }
        return null;
    }

    private @Nullable Search search(String namespace) {
        if (searches != null) {
            for (var search : searches) {
                if (search.name().equals(namespace)) {
                    return search;
                }
            }
        }
        return null;
    }
}
