package dev.sockeye.socketio.server.adapter.cluster;

import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.server.adapter.AckCollector;
import dev.sockeye.socketio.server.adapter.Adapter;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import dev.sockeye.socketio.server.adapter.ForwardingAdapter;
import dev.sockeye.socketio.server.adapter.Gathered;
import dev.sockeye.socketio.server.adapter.LocalNamespace;
import dev.sockeye.socketio.server.adapter.SocketDetails;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Makes several nodes behave as one by the messages of the official adapters, over whatever carrier a subclass knows. It
 * keeps nothing of other nodes' sockets: each node applies what concerns its own.
 *
 * <p>A subclass sends ({@link #publish}, {@link #respond}), hands over what it receives to {@link #onEnvelope}, and knows how
 * many nodes there are ({@link #serverCount()}). Thread-safe; no method blocks, and those of a subclass must not.
 *
 * <p>Sockets of this node get a broadcast at once, not when the carrier has taken it: so what one thread emits arrives in
 * order whichever way it goes. An adapter whose carrier numbers the events, for recovery, overrides {@link #broadcast}:
 * publishes first, and hands over to {@link #local()} what it has numbered.
 */
public abstract class ClusterAdapter extends ForwardingAdapter {
    private static final Logger log = LoggerFactory.getLogger(ClusterAdapter.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LocalNamespace namespace;
    private final Adapter local;
    private final ClusterOptions options;
    private final String uid = id();
    private final Map<String, Request> requests = new ConcurrentHashMap<>();

    /**
     * Makes an adapter with a name of its own.
     *
     * @param local keeps the rooms of this node
     */
    protected ClusterAdapter(LocalNamespace namespace, Adapter local, ClusterOptions options) {
        super(local);
        this.namespace = namespace;
        this.local = local;
        this.options = options;
    }

    /** Sends a message to all other nodes. Any thread. */
    protected abstract CompletionStage<Void> publish(ClusterEnvelope envelope);

    /** Sends a message to the node that asked for it; to all nodes where the carrier knows no other way. Any thread. */
    protected CompletionStage<Void> respond(String requesterUid, ClusterEnvelope envelope) {
        return publish(envelope);
    }

    @Override
    public abstract CompletionStage<Integer> serverCount();

    /** Returns the names of the other nodes, where they are known; requests then end when a node is gone. */
    protected Optional<Set<String>> nodes() {
        return Optional.empty();
    }

    /** Returns this adapter's name among those of the namespace. */
    public final String uid() {
        return uid;
    }

    /** Returns what keeps the rooms of this node. */
    protected final Adapter local() {
        return local;
    }

    /** Returns the namespace. */
    protected final LocalNamespace namespace() {
        return namespace;
    }

    /** Returns the options. */
    protected final ClusterOptions options() {
        return options;
    }

    /** Returns how many requests wait for answers. */
    public final int pendingRequests() {
        return requests.size();
    }

    /** Takes what the carrier brings. Never throws; what is not meant for this adapter or can't be applied is dropped. */
    protected final void onEnvelope(ClusterEnvelope envelope) {
        if (envelope.uid().equals(uid) || !envelope.namespace().equals(namespace.name())) {
            return;
        }
        try {
            onMessage(envelope.uid(), envelope.message());
        } catch (RuntimeException | StackOverflowError e) {
            log.debug("a message of another node could not be applied", e);
        }
    }

    /** Takes what another node says in this namespace. */
    protected void onMessage(String sender, ClusterMessage message) {
        if (message instanceof ClusterMessage.Broadcast broadcast) {
            onBroadcast(sender, broadcast);
        } else if (message instanceof ClusterMessage.SocketsJoin join) {
            local.addSockets(join.options(), join.rooms());
        } else if (message instanceof ClusterMessage.SocketsLeave leave) {
            local.delSockets(leave.options(), leave.rooms());
        } else if (message instanceof ClusterMessage.DisconnectSockets disconnect) {
            local.disconnectSockets(disconnect.options(), disconnect.close());
        } else if (message instanceof ClusterMessage.FetchSockets fetch) {
            local.fetchSockets(fetch.options())
                    .thenAccept(all ->
                            reply(sender, new ClusterMessage.FetchSocketsResponse(fetch.requestId(), all.received())));
        } else if (message instanceof ClusterMessage.ServerSideEmit emit) {
            onServerSideEmit(sender, emit);
        } else if (message instanceof ClusterMessage.FetchSocketsResponse response) {
            answered(sender, response.requestId(), response);
        } else if (message instanceof ClusterMessage.ServerSideEmitResponse response) {
            answered(sender, response.requestId(), response);
        } else if (message instanceof ClusterMessage.BroadcastClientCount count) {
            answered(sender, count.requestId(), count);
        } else if (message instanceof ClusterMessage.BroadcastAck ack) {
            answered(sender, ack.requestId(), ack);
        } else if (message instanceof ClusterMessage.BroadcastMissed missed) {
            answered(sender, missed.requestId(), missed);
        } else if (message instanceof ClusterMessage.Unknown unknown) {
            log.debug("ignoring a message of the unknown type {}", unknown.type());
        }
    }

    private void onBroadcast(String sender, ClusterMessage.Broadcast broadcast) {
        var packet = packet(broadcast.data());
        var selection = broadcast.options();
        if (broadcast.requestId().isEmpty()) {
            local.broadcast(packet, selection);
            return;
        }
        var timeout = selection.timeout().orElse(options.requestTimeout());
        Consumer<ClusterMessage> reply = message -> reply(sender, message);
        local.broadcastWithAck(
                packet,
                selection.withTimeout(timeout),
                new AckRelay(broadcast.requestId().get(), reply, timeout));
    }

    private void onServerSideEmit(String sender, ClusterMessage.ServerSideEmit emit) {
        var packet = packet(emit.data());
        if (emit.requestId().isEmpty()) {
            namespace.onServerSide(packet);
            return;
        }
        var requestId = emit.requestId().get();
        namespace.onServerSide(packet, answer -> {
            var value = answer.size() == 0 ? Optional.<JsonNode>empty() : Optional.of(answer.tree(0));
            reply(sender, new ClusterMessage.ServerSideEmitResponse(requestId, value));
        });
    }

    private Packet.Event packet(List<JsonNode> data) {
        var arguments = namespace.encode(data.subList(1, data.size()).toArray());
        return new Packet.Event(namespace.name(), data.get(0).asString(), arguments, OptionalLong.empty());
    }

    private void reply(String sender, ClusterMessage message) {
        watch(respond(sender, envelope(message)));
    }

    private void answered(String sender, String requestId, ClusterMessage message) {
        var request = requests.get(requestId);
        if (request != null) {
            request.answered(sender, message);
        }
    }

    /** Takes that a node is gone: nobody waits for it any more. */
    protected final void onNodeGone(String gone) {
        requests.values().forEach(request -> request.gone(gone));
    }

    @Override
    public CompletionStage<Void> close() {
        requests.values().forEach(Request::end);
        requests.clear();
        return local.close();
    }

    @Override
    public CompletionStage<Void> broadcast(Packet.Event packet, BroadcastOptions selection) {
        var here = local.broadcast(packet, selection);
        if (selection.local()) {
            return here;
        }
        return publish(envelope(new ClusterMessage.Broadcast(data(packet), Optional.empty(), selection)));
    }

    @Override
    public CompletionStage<Void> broadcastWithAck(
            Packet.Event packet, BroadcastOptions selection, AckCollector collector) {
        var here = local.broadcastWithAck(packet, selection, collector);
        if (selection.local()) {
            return here;
        }
        return here.thenCompose(nothing -> serverCount()).thenCompose(count -> {
            var known = nodes();
            var peers = new Peers(count - 1, known);
            var request = new AckRequest(peers, collector, value -> namespace.encode(value), namespace.encode());
            var requestId = register(request, known);
            collector.onDone(() -> requests.remove(requestId));
            request.check();
            var message = new ClusterMessage.Broadcast(data(packet), Optional.of(requestId), selection);
            return publish(envelope(message)).thenCompose(nothing -> request.counted());
        });
    }

    @Override
    public CompletionStage<Gathered<SocketDetails>> fetchSockets(BroadcastOptions selection) {
        var here = local.fetchSockets(selection);
        if (selection.local()) {
            return here;
        }
        return here.thenCompose(own -> ask(
                selection,
                own.received(),
                requestId -> new ClusterMessage.FetchSockets(selection, requestId),
                message -> message instanceof ClusterMessage.FetchSocketsResponse response
                        ? response.sockets()
                        : List.of()));
    }

    @Override
    public CompletionStage<Gathered<String>> socketIds(BroadcastOptions selection) {
        return selection.local()
                ? local.socketIds(selection)
                : fetchSockets(selection)
                        .thenApply(all -> new Gathered<>(
                                all.received().stream().map(SocketDetails::id).toList(), all.missing()));
    }

    @Override
    public CompletionStage<Void> addSockets(BroadcastOptions selection, Collection<String> rooms) {
        var here = local.addSockets(selection, rooms);
        return selection.local()
                ? here
                : publish(envelope(new ClusterMessage.SocketsJoin(selection, List.copyOf(rooms))));
    }

    @Override
    public CompletionStage<Void> delSockets(BroadcastOptions selection, Collection<String> rooms) {
        var here = local.delSockets(selection, rooms);
        return selection.local()
                ? here
                : publish(envelope(new ClusterMessage.SocketsLeave(selection, List.copyOf(rooms))));
    }

    @Override
    public CompletionStage<Void> disconnectSockets(BroadcastOptions selection, boolean close) {
        var here = local.disconnectSockets(selection, close);
        return selection.local() ? here : publish(envelope(new ClusterMessage.DisconnectSockets(selection, close)));
    }

    @Override
    public CompletionStage<Void> serverSideEmit(Packet.Event packet) {
        return publish(envelope(new ClusterMessage.ServerSideEmit(Optional.empty(), data(packet))));
    }

    @Override
    public CompletionStage<Gathered<Arguments>> serverSideEmitWithAck(Packet.Event packet, BroadcastOptions selection) {
        return ask(
                selection,
                List.of(),
                requestId -> new ClusterMessage.ServerSideEmit(Optional.of(requestId), data(packet)),
                message -> message instanceof ClusterMessage.ServerSideEmitResponse response
                        ? List.of(response.value()
                                .map(value -> namespace.encode(value))
                                .orElseGet(namespace::encode))
                        : List.of());
    }

    /** Asks all other nodes; what they answer is put behind what this one says. */
    private <T> CompletionStage<Gathered<T>> ask(
            BroadcastOptions selection,
            List<T> own,
            Function<String, ClusterMessage> question,
            Request.Once.Reading<T> reading) {
        return serverCount().thenCompose(count -> {
            var known = nodes();
            var peers = new Peers(count - 1, known);
            if (peers.missing() == 0) {
                return CompletableFuture.completedStage(Gathered.all(own));
            }
            var request = new Request.Once<T>(peers, own, reading);
            var requestId = register(request, known);
            var limit = selection.timeout().orElse(options.requestTimeout());
            end(request, limit);
            publish(envelope(question.apply(requestId))).whenComplete((nothing, failure) -> {
                if (failure != null) {
                    namespace.failed(failure);
                    request.end();
                }
            });
            return request.future().whenComplete((all, failure) -> requests.remove(requestId));
        });
    }

    private String register(Request request, Optional<Set<String>> known) {
        var requestId = id();
        requests.put(requestId, request);
        // Who has gone since the question was made has not been told of it.
        known.ifPresent(before -> {
            var now = nodes().orElse(Set.of());
            for (var node : before) {
                if (!now.contains(node)) {
                    request.gone(node);
                }
            }
        });
        return requestId;
    }

    private static void end(Request.Once<?> request, Duration limit) {
        var timer = new CompletableFuture<Void>();
        timer.completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS).thenRun(request::end);
        request.future().thenRun(() -> timer.complete(null));
    }

    /** Puts a message into this adapter's envelope. */
    protected final ClusterEnvelope envelope(ClusterMessage message) {
        return new ClusterEnvelope(message, uid, namespace.name());
    }

    /** Reports if something that nobody waits for fails. */
    protected final void watch(CompletionStage<Void> stage) {
        if (stage != DONE) {
            stage.whenComplete((nothing, failure) -> {
                if (failure != null) {
                    namespace.failed(failure);
                }
            });
        }
    }

    private static List<JsonNode> data(Packet.Event packet) {
        var arguments = packet.arguments();
        var data = new ArrayList<JsonNode>(arguments.size() + 1);
        data.add(ClusterTrees.NODES.stringNode(packet.name()));
        for (var i = 0; i < arguments.size(); i++) {
            data.add(arguments.tree(i));
        }
        return data;
    }

    private static String id() {
        return HexFormat.of().toHexDigits(RANDOM.nextLong());
    }
}
