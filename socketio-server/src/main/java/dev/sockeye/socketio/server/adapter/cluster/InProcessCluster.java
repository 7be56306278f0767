package dev.sockeye.socketio.server.adapter.cluster;

import dev.sockeye.socketio.protocol.SocketProtocolException;
import dev.sockeye.socketio.server.adapter.Adapter;
import dev.sockeye.socketio.server.adapter.Allowance;
import dev.sockeye.socketio.server.adapter.InMemoryAdapter;
import dev.sockeye.socketio.server.adapter.LocalNamespace;
import dev.sockeye.socketio.server.adapter.OverloadException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes several servers in one process behave as one: for tests, and for those who want to see what a cluster does. What
 * they tell each other is encoded as it would be for a network, and arrives asynchronously, in order for each sender.
 * Thread-safe.
 *
 * <p>Each server needs a node: {@code SocketIoServer.builder().adapter(cluster.node())}.
 */
public final class InProcessCluster {
    private static final Logger log = LoggerFactory.getLogger(InProcessCluster.class);
    private static final int IDLE_SECONDS = 10;

    // As many as there are nodes that receive at the moment: a node that does not hear others takes them for dead.
    private static final Executor CARRIERS = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> ClusterThread.of("sockeye-cluster", task));

    private final ClusterCodec codec;
    private final ClusterOptions options;
    private final List<Node> nodes = new CopyOnWriteArrayList<>();

    /** Makes a cluster with the default options. */
    public InProcessCluster(ClusterCodec codec) {
        this(codec, ClusterOptions.DEFAULT);
    }

    /** Makes a cluster. */
    public InProcessCluster(ClusterCodec codec, ClusterOptions options) {
        this.codec = codec;
        this.options = options;
    }

    /** Adds a node, for one server. */
    public Node node() {
        var node = new Node();
        nodes.add(node);
        return node;
    }

    /** Sends a message to all nodes, as a process without sockets does. */
    public void emit(ClusterMessage message, String namespace) {
        deliver(null, new ClusterEnvelope(message, ClusterEnvelope.EMITTER, namespace), null);
    }

    private void deliver(@Nullable Node sender, ClusterEnvelope envelope, @Nullable String receiver) {
        var bytes = codec.encode(envelope);
        for (var node : nodes) {
            if (node != sender && !node.cut && (receiver == null || node.has(envelope.namespace(), receiver))) {
                node.offer(bytes);
            }
        }
    }

    /** Is a server's place in the cluster. Thread-safe. */
    public final class Node implements Adapter.Factory, Runnable {
        private final Map<String, Member> adapters = new ConcurrentHashMap<>();
        private final Queue<byte[]> inbox = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waiting = new AtomicInteger();
        private final Allowance allowance =
                new Allowance("messages of other nodes", options.queuedMessages(), this::overloaded);
        private volatile boolean cut;

        private Node() {}

        @Override
        public Adapter create(LocalNamespace namespace) {
            var adapter = new Member(this, namespace);
            adapters.put(namespace.name(), adapter);
            return adapter;
        }

        /** Cuts the node off: nothing reaches it, and nothing from it reaches others, as if the network or it had died. */
        public void cutOff() {
            cut = true;
        }

        /** Connects the node again. */
        public void reconnect() {
            cut = false;
        }

        private boolean has(String namespace, String uid) {
            var adapter = adapters.get(namespace);
            return adapter != null && adapter.uid().equals(uid);
        }

        private void offer(byte[] bytes) {
            if (!allowance.take()) {
                return;
            }
            inbox.add(bytes);
            if (waiting.getAndIncrement() == 0) {
                CARRIERS.execute(this);
            }
        }

        /** Takes what has arrived; called by the cluster. */
        @Override
        public void run() {
            do {
                var bytes = inbox.poll();
                allowance.release();
                if (bytes != null && !cut) {
                    receive(bytes);
                }
            } while (waiting.decrementAndGet() > 0);
        }

        private void receive(byte[] bytes) {
            try {
                var envelope = ClusterCodec.decode(bytes);
                var adapter = adapters.get(envelope.namespace());
                if (adapter != null) {
                    receive(adapter, envelope);
                }
            } catch (SocketProtocolException e) {
                log.debug("dropping a message: {}", e.getMessage());
            }
        }

        private static void receive(Member adapter, ClusterEnvelope envelope) {
            try {
                adapter.onEnvelope(envelope);
            } catch (RuntimeException e) {
                // Those that wait behind it are received all the same.
                adapter.namespace().failed(e);
            }
        }

        /** Tells one error hook; the inbox is that of all namespaces. */
        private void overloaded(OverloadException overload) {
            adapters.values().stream()
                    .findAny()
                    .ifPresent(adapter -> adapter.namespace().failed(overload));
        }

        private void forget(Member adapter) {
            adapters.remove(adapter.namespace().name(), adapter);
        }
    }

    /** Is the adapter of one namespace on one node. */
    private final class Member extends HeartbeatClusterAdapter {
        private final Node node;

        private Member(Node node, LocalNamespace namespace) {
            super(namespace, new InMemoryAdapter(namespace), options);
            this.node = node;
        }

        @Override
        protected CompletionStage<Void> publish(ClusterEnvelope envelope) {
            if (!node.cut) {
                deliver(node, envelope, null);
            }
            return DONE;
        }

        @Override
        protected CompletionStage<Void> respond(String requesterUid, ClusterEnvelope envelope) {
            if (!node.cut) {
                deliver(node, envelope, requesterUid);
            }
            return DONE;
        }

        @Override
        public CompletionStage<Void> close() {
            node.forget(this);
            return super.close();
        }
    }
}
