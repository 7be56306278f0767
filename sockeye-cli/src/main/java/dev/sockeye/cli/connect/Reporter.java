package dev.sockeye.cli.connect;

import dev.sockeye.engineio.client.Engine;
import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.socketio.client.ConnectFailedException;
import dev.sockeye.socketio.client.DisconnectReason;
import dev.sockeye.socketio.client.Manager;
import dev.sockeye.socketio.client.Socket;
import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.Args;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tells an outlet what happens to sockets and their manager. Thread-safe. */
final class Reporter {
    private final Target target;
    private final Outlet outlet;
    private final Predicate<String> shown;
    private final Questions questions;
    private final Arrivals arrivals = new Arrivals();
    private final Names names = new Names();
    private final CompletableFuture<ConnectFailedException> failure = new CompletableFuture<>();
    // Several sockets of one manager are told the same failure.
    private final AtomicReference<@Nullable ConnectFailedException> told = new AtomicReference<>();
    private final AtomicBoolean hinted = new AtomicBoolean();
    private final AtomicBoolean warned = new AtomicBoolean();
    // Namespaces that do not come back by themselves.
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private volatile Optional<Duration> ping = Optional.empty();
    private volatile Optional<Awaited> awaited = Optional.empty();

    private record Awaited(String event, CompletableFuture<Traffic.Event> come) {}

    Reporter(Target target, Outlet outlet, Predicate<String> shown, Questions questions) {
        this.target = target;
        this.outlet = outlet;
        this.shown = shown;
        this.questions = questions;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    Names names() {
        return names;
    }

    /** Returns how long the server took to answer the last ping of ours. */
    Optional<Duration> ping() {
        return ping;
    }

    /** Returns why no connection was made at first; done when that is so. */
    CompletableFuture<ConnectFailedException> failure() {
        return failure;
    }

    /** Waits for an event in whatever namespace; to be called before anything is connected. */
    CompletableFuture<Traffic.Event> first(String event) {
        var come = new CompletableFuture<Traffic.Event>();
        awaited = Optional.of(new Awaited(event, come));
        return come;
    }

    void attach(Manager manager) {
        manager.onReconnectAttempt(attempt -> outlet.show(new Link.Retrying(attempt)))
                .onUpgrade(transport -> outlet.show(new Link.Upgraded(transport)))
                .onPong(time -> ping = Optional.of(time));
    }

    void attach(Socket socket) {
        var namespace = socket.nsp();
        socket.onConnect(() -> connected(socket))
                .onDisconnect((reason, description) -> disconnected(socket, reason, description))
                .onConnectError(error -> connectError(namespace, error))
                .onError(error -> outlet.say("error in " + namespace + ": " + Shown.sentence(String.valueOf(error))))
                .onDropped(dropped -> outlet.show(new Traffic.Dropped(
                        namespace, dropped.event(), dropped.reason().text())))
                .onAny((event, args, ack) -> event(namespace, event, args, ack));
    }

    /** Is told that a namespace is to be joined. */
    void begins(String namespace) {
        ended.remove(namespace);
    }

    /** Tells whether a namespace was left for good, as far as told: events that came before are told before. */
    boolean ended(String namespace) {
        return ended.contains(namespace);
    }

    private void connected(Socket socket) {
        hinted.set(false);
        var engine = socket.io().engine();
        var transport = engine.map(Engine::transport).orElse("?");
        var eio = engine.map(Engine::revision).filter(EngineRevision.V3::equals).isPresent() ? 3 : 4;
        outlet.show(new Link.Connected(socket.nsp(), socket.id().orElse(""), socket.recovered(), transport, eio));
        if (eio == 3 && target.auth() && warned.compareAndSet(false, true)) {
            outlet.say("the server speaks 2.x, which has no auth: it was not told --auth (use --query)");
        }
        arrivals.add(socket.nsp(), Arrivals.CONNECT);
    }

    private void disconnected(Socket socket, DisconnectReason reason, Optional<String> description) {
        outlet.show(new Link.Disconnected(socket.nsp(), reason, description, reason.reconnects()));
        if (!reason.reconnects()) {
            ended.add(socket.nsp());
        }
        arrivals.add(socket.nsp(), Arrivals.DISCONNECT);
    }

    private void connectError(String namespace, ConnectFailedException error) {
        if (error.refused()) {
            var data = error.data().map(args -> args.tree(0));
            outlet.show(new Link.Refused(namespace, String.valueOf(error.getMessage()), data));
        } else if (told.getAndSet(error) != error) {
            outlet.show(new Link.Unreachable(
                    String.valueOf(error.getMessage()),
                    error.transport(),
                    error.status(),
                    error.retried(),
                    hinted.compareAndSet(false, true) ? Optional.of(target.doctor()) : Optional.empty()));
        }
        if (!error.retried()) {
            ended.add(namespace);
            arrivals.add(namespace, Arrivals.CONNECT_ERROR);
        }
        failure.complete(error);
    }

    private void event(String namespace, String name, Args args, Ack ack) {
        names.add(name);
        var question = questions.take(ack);
        var event = new Traffic.Event(namespace, name, values(args), question);
        if (shown.test(name)) {
            outlet.show(event);
        }
        arrivals.add(namespace, name);
        awaited.filter(waiting -> waiting.event.equals(name)).ifPresent(waiting -> waiting.come.complete(event));
    }

    static List<JsonNode> values(Args args) {
        return IntStream.range(0, args.size()).mapToObj(args::tree).toList();
    }
}
