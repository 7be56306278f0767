package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Encoding;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.server.adapter.Adapter;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import dev.sockeye.socketio.server.adapter.Gathered;
import dev.sockeye.socketio.server.adapter.SocketDetails;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Does one thing in one or several namespaces, and puts together what comes of it. Immutable. */
record MultiCast(Encoding encoding, List<Namespace> namespaces, BroadcastOptions options) {
    static Packet.Event event(Namespace namespace, String name, Arguments arguments) {
        return new Packet.Event(namespace.name(), name, arguments, OptionalLong.empty());
    }

    CompletableFuture<BroadcastAcks> emitWithAck(String name, Arguments arguments) {
        if (namespaces.isEmpty()) {
            return CompletableFuture.completedFuture(new BroadcastAcks(List.of(), 0, true, false));
        }
        var server = namespaces.get(0).server();
        var limit = options.timeout().orElse(server.options().ackTimeout());
        var timed = options.withTimeout(limit);
        var gathering = new AckGathering(encoding, server.completions(), namespaces.size());
        var future = gathering.begin(limit);
        for (var namespace : namespaces) {
            var packet = event(namespace, name, arguments);
            namespace.adapter().broadcastWithAck(packet, timed, gathering).whenComplete((nothing, failure) -> {
                if (failure == null) {
                    gathering.allCounted();
                } else {
                    // Other nodes may not know: what those of this one answer is all there will be.
                    server.error(ServerError.Kind.ADAPTER, failure, null, null);
                }
            });
        }
        return future;
    }

    CompletableFuture<List<RemoteSocket>> fetchSockets() {
        return gather(namespace -> namespace.adapter().fetchSockets(options).thenApply(all -> remote(namespace, all)))
                .thenApply(all -> {
                    if (all.missing() > 0) {
                        throw new FetchSocketsException(all.received(), all.missing());
                    }
                    return all.received();
                });
    }

    private Gathered<RemoteSocket> remote(Namespace namespace, Gathered<SocketDetails> all) {
        var sockets = new ArrayList<RemoteSocket>(all.received().size());
        for (var details : all.received()) {
            sockets.add(new RemoteSocket(details, encoding, namespace.operator().to(details.id())));
        }
        return new Gathered<>(sockets, all.missing());
    }

    CompletableFuture<Set<String>> socketIds() {
        return gather(namespace -> namespace.adapter().socketIds(options)).thenApply(all -> {
            if (all.missing() > 0) {
                throw new FetchSocketsException(List.of(), all.missing());
            }
            return new LinkedHashSet<>(all.received());
        });
    }

    CompletableFuture<ServerSideAcks> serverSideEmitWithAck(String name, Arguments arguments) {
        return gather(namespace -> namespace
                        .adapter()
                        .serverSideEmitWithAck(event(namespace, name, arguments), options)
                        .thenApply(all -> new Gathered<>(
                                all.received().stream().map(encoding::args).toList(), all.missing())))
                .thenApply(all -> new ServerSideAcks(all.received(), all.missing()));
    }

    CompletionStage<Void> each(Function<Namespace, CompletionStage<Void>> action) {
        if (namespaces.size() == 1) {
            return action.apply(namespaces.get(0));
        }
        CompletionStage<Void> all = Adapter.DONE;
        for (var namespace : namespaces) {
            all = all.thenCombine(action.apply(namespace), (nothing, either) -> null);
        }
        return all;
    }

    /** Puts together what each namespace answers; dependents run on the executor of completions. */
    private <T> CompletableFuture<Gathered<T>> gather(Function<Namespace, CompletionStage<Gathered<T>>> question) {
        CompletionStage<Gathered<T>> all = CompletableFuture.completedStage(Gathered.all(List.of()));
        for (var namespace : namespaces) {
            all = all.thenCombine(question.apply(namespace), MultiCast::join);
        }
        var future = all.toCompletableFuture();
        if (namespaces.isEmpty() || future.isDone()) {
            return future;
        }
        return future.thenApplyAsync(
                Function.identity(), namespaces.get(0).server().completions());
    }

    private static <T> Gathered<T> join(Gathered<T> some, Gathered<T> more) {
        var received = new ArrayList<>(some.received());
        received.addAll(more.received());
        return new Gathered<>(received, some.missing() + more.missing());
    }
}
