package dev.sockeye.cli.connect;

import dev.sockeye.engineio.client.Engine;
import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.socketio.client.Manager;
import dev.sockeye.socketio.client.Socket;
import dev.sockeye.socketio.client.SocketIoClient;
import dev.sockeye.socketio.protocol.ArgumentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Is a connection that does as it is told. Guarded by this; nothing is called out while the lock is held. */
final class Session implements AutoCloseable {
    private final Target target;
    private final Outlet outlet;
    private final Questions questions;
    private final Reporter reporter;
    private final Acks acks;
    private final SocketIoClient client = SocketIoClient.create();
    private final Manager manager;

    // The namespaces that were ever joined.
    private final Map<String, Socket> sockets = new TreeMap<>();
    private String current;

    Session(Target target, Wishes wishes, Outlet outlet) {
        this.target = target;
        this.outlet = outlet;
        questions = new Questions(wishes.autoAck());
        // Whoever waits for one event is shown that one alone, unless it is a program.
        var quiet = wishes.once().isPresent() && !wishes.json();
        reporter = new Reporter(target, outlet, quiet ? event -> false : shown(wishes), questions);
        acks = new Acks(outlet, wishes.ackTimeout());
        current = target.namespaces().get(0);
        manager = client.manager(target.server(), target.options());
        reporter.attach(manager);
    }

    private static Predicate<String> shown(Wishes wishes) {
        return wishes.listen().isEmpty() ? event -> true : wishes.listen()::contains;
    }

    Reporter reporter() {
        return reporter;
    }

    Acks acks() {
        return acks;
    }

    Questions questions() {
        return questions;
    }

    /** Joins the namespaces that the call names; done when all are joined. */
    CompletableFuture<Void> open() {
        var joined = target.namespaces().stream()
                .map(namespace -> join(namespace, Optional.empty()))
                .toArray(CompletableFuture<?>[]::new);
        use(target.namespaces().get(0));
        return CompletableFuture.allOf(joined);
    }

    /** Does what can be done without waiting. */
    void obey(Order order) {
        if (order instanceof Order.Emit emit) {
            var socket = active();
            sent(emit.event(), () -> socket.emit(emit.event(), emit.args().toArray()));
        } else if (order instanceof Order.Ack ack) {
            var socket = active();
            sent(ack.event(), () -> acks.ask(socket, ack.event(), ack.args()));
        } else if (order instanceof Order.Answer answer) {
            questions.answer(answer.question(), answer.args());
        } else if (order instanceof Order.Join join) {
            join(join.namespace(), join.auth());
        } else if (order instanceof Order.Leave leave) {
            find(leave.namespace().orElseGet(this::current)).disconnect();
        } else if (order instanceof Order.Use use) {
            find(use.namespace());
            use(use.namespace());
        } else if (order instanceof Order.Status) {
            outlet.show(new Link.Now(status()));
        } else if (order instanceof Order.Disconnect) {
            all().forEach(Socket::disconnect);
        } else if (order instanceof Order.Connect) {
            all().forEach(this::begin);
        }
    }

    private void sent(String event, Runnable emission) {
        try {
            emission.run();
            reporter.names().add(event);
        } catch (IllegalArgumentException | ArgumentException e) {
            throw new OrderException(Shown.sentence(String.valueOf(e.getMessage())));
        }
    }

    private CompletableFuture<Socket> join(String namespace, Optional<JsonNode> auth) {
        var fresh = new ArrayList<Socket>(1);
        Socket socket;
        synchronized (this) {
            socket = sockets.computeIfAbsent(namespace, name -> {
                var made = manager.socket(name);
                fresh.add(made);
                return made;
            });
            current = namespace;
        }
        fresh.forEach(reporter::attach);
        auth.ifPresent(socket::auth);
        return begin(socket);
    }

    private CompletableFuture<Socket> begin(Socket socket) {
        reporter.begins(socket.nsp());
        return socket.connect();
    }

    /** Returns the socket to emit by. */
    private Socket active() {
        var socket = find(current());
        if (!socket.active()) {
            throw new OrderException("not connected to " + Shown.brief(socket.nsp()) + " (to come back: connect)");
        }
        return socket;
    }

    /** Tells whether something may still come in the current namespace. */
    boolean alive() {
        return !reporter.ended(current());
    }

    /** Tells whether something may still come at all. */
    boolean anyAlive() {
        return all().stream().anyMatch(socket -> !reporter.ended(socket.nsp()));
    }

    private synchronized Socket find(String namespace) {
        var socket = sockets.get(namespace);
        if (socket == null) {
            throw new OrderException(Shown.brief(namespace) + ": not joined (expected: "
                    + String.join(", ", sockets.keySet()) + "; or: join " + Shown.brief(namespace) + ")");
        }
        return socket;
    }

    private synchronized List<Socket> all() {
        return List.copyOf(sockets.values());
    }

    synchronized String current() {
        return current;
    }

    private synchronized void use(String namespace) {
        current = namespace;
    }

    /** Returns how things are. */
    Status status() {
        var engine = manager.engine().filter(any -> all().stream().anyMatch(Socket::active));
        var using = current();
        return new Status(
                target.server(),
                engine.map(Engine::transport),
                engine.map(open -> OptionalInt.of(open.revision() == EngineRevision.V3 ? 3 : 4))
                        .orElse(OptionalInt.empty()),
                reporter.ping(),
                acks.latest(),
                all().stream()
                        .map(socket -> new Status.Membership(
                                socket.nsp(),
                                socket.id(),
                                socket.active(),
                                socket.nsp().equals(using)))
                        .toList());
    }

    /** Returns the names of the namespaces that were ever joined. */
    List<String> namespaces() {
        return all().stream().map(Socket::nsp).toList();
    }

    /** Leaves all namespaces, sends what is still to be sent, and waits until nothing is left. */
    @Override
    public void close() {
        all().forEach(Socket::disconnect);
        client.close();
    }

    /** Returns the longest time that closing takes. */
    static Duration patience() {
        return Duration.ofSeconds(6);
    }
}
