package dev.sockeye.engineio.client;

import dev.sockeye.engineio.netty.Tls;
import io.netty.handler.ssl.SslContext;

/** Makes the TCP connections of one Engine.IO connection, all on its event loop. Confined to the lane. */
final class Dialer {
    final ClientLoops loops;
    final LoopLane lane;
    final Target target;
    final EngineClientOptions options;

    Dialer(ClientLoops loops, LoopLane lane, Target target, EngineClientOptions options) {
        this.loops = loops;
        this.lane = lane;
        this.target = target;
        this.options = options;
    }

    /** Begins to connect; the listener is called later, never from here. */
    Dial dial(Dial.Listener listener) {
        var dial = new Dial(this, listener);
        dial.begin();
        return dial;
    }

    /** Returns the context to use. Waits when it is the platform's, for the first time. */
    SslContext tls() {
        return options.tls().orElseGet(() -> PlatformTls.CONTEXT);
    }

    boolean waitsForTls() {
        return target.secure() && options.tls().isEmpty() && !PlatformTls.read;
    }

    /** Keeps the platform's context, for which all its trusted certificates are read. */
    private static final class PlatformTls {
        static volatile boolean read;
        static final SslContext CONTEXT = Tls.client();

        static {
            read = true;
        }
    }
}
