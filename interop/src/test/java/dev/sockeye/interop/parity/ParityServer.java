package dev.sockeye.interop.parity;

import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.SocketIoServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Is a running test server, of one node or of several. Thread-safe. */
public final class ParityServer implements AutoCloseable {
    private final List<NettyHost> hosts = new ArrayList<>();

    private ParityServer(ParityOptions options) {
        var nodes =
                IntStream.range(0, options.nodes()).mapToObj(i -> node(options)).toList();
        var urls = new ArrayList<String>();
        for (var io : nodes) {
            new ParityNamespaces(io, urls).install();
            var host = NettyHost.builder(io)
                    .host("127.0.0.1")
                    .port(hosts.isEmpty() ? options.port() : 0)
                    .beforeClose(io::close)
                    .bind();
            hosts.add(host);
            urls.add(url(host));
        }
    }

    private static SocketIoServer node(ParityOptions options) {
        return options.apply(SocketIoServer.builder()).build();
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
