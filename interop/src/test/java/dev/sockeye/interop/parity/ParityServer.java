package dev.sockeye.interop.parity;

import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.adapter.cluster.ClusterCodec;
import dev.sockeye.socketio.server.adapter.cluster.InProcessCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Is a running test server, of one node or of several. Thread-safe. */
public final class ParityServer implements AutoCloseable {
    private final List<NettyHost> hosts = new ArrayList<>();

    private ParityServer(ParityOptions options) {
        var cluster = new InProcessCluster(ClusterCodec.JSON);
        var urls = new CopyOnWriteArrayList<String>();
        for (var i = 0; i < options.nodes(); i++) {
            var builder = options.apply(SocketIoServer.builder());
            if (options.nodes() > 1) {
                builder.adapter(cluster.node());
            }
            var io = builder.build();
            new ParityNamespaces(io, i, urls).install();
            var host = NettyHost.builder(io)
                    .host("127.0.0.1")
                    .port(i == 0 ? options.port() : 0)
                    .beforeClose(io::close)
                    .bind();
            hosts.add(host);
            urls.add(url(host));
        }
    }

    /** Starts a server with options such as {@code --ping-interval 300}. */
    public static ParityServer start(List<String> args) {
        return new ParityServer(new ParityOptions(args));
    }

    /** Serves until the process is ended: for runs of the cases by hand. */
    public static void main(String[] args) {
        // run.mjs names the command in front of the options.
        var server = start(List.of(args).subList(1, args.length));
        System.out.println("parity ready on " + server.url() + "/socket.io/");
    }

    /** Returns the origin of the first node. */
    public String url() {
        return url(hosts.get(0));
    }

    private static String url(NettyHost host) {
        return "http://127.0.0.1:" + host.port();
    }

    @Override
    public void close() {
        hosts.forEach(NettyHost::close);
    }
}
