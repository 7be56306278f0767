package dev.sockeye.examples;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.server.CloseReason;
import dev.sockeye.engineio.server.EngineOptions;
import dev.sockeye.engineio.server.EngineServer;
import dev.sockeye.engineio.server.Session;
import dev.sockeye.engineio.server.SessionListener;
import dev.sockeye.socketio.netty.NettyHost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Engine.IO without Socket.IO: sessions and messages, no more. */
final class EngineOnly {
    private EngineOnly() {}

    public static void main(String[] args) {
        var engine = new EngineServer(EngineOptions.builder().path("/engine.io").build());
        engine.onConnection(session -> session.listener(new Echo(session)));

        NettyHost.builder(engine).port(3000).beforeClose(engine::close).bind();
    }

    /** Sends back what comes. */
    private record Echo(Session session) implements SessionListener {
        @Override
        public void onMessage(Message message) {
            session.send(List.of(message));
        }

        @Override
        public void onClose(CloseReason reason, @Nullable String description) {
            System.out.println("closed: " + reason.text());
        }
    }
}
