package dev.sockeye.interop.parity;

import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.EventHandler;
import dev.sockeye.socketio.events.EventRefusedException;
import dev.sockeye.socketio.server.EventPacket;
import dev.sockeye.socketio.server.PacketMiddleware;
import dev.sockeye.socketio.server.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps what catch-all listeners see of a socket's events, and has its packets looked at. Thread-safe. */
final class Observations {
    private final Queue<List<Object>> seen = new ConcurrentLinkedQueue<>();

    void begin(Socket socket) {
        EventHandler.Any removed = (event, args, ack) -> note("removed", event, args);
        socket.onAny((event, args, ack) -> note("second", event, args));
        socket.prependAny((event, args, ack) -> note("first", event, args));
        socket.onAny(removed).offAny(removed);
        socket.onAnyOutgoing((event, args) -> note("outgoing", event, args));
    }

    void end(Socket socket) {
        socket.offAny().offAnyOutgoing();
    }

    private void note(String who, String event, Args args) {
        if (!event.equals("do")) {
            seen.add(List.of(who, event, Call.values(args)));
        }
    }

    List<List<Object>> seen() {
        return new ArrayList<>(seen);
    }

    void guard(Socket socket) {
        socket.use(Observations::guard);
        socket.onError(error -> seen.add(List.of("error", error.event().orElse(""), List.of())));
    }

    private static void guard(EventPacket packet, PacketMiddleware.Next next) {
        switch (packet.event()) {
            case "forbidden" -> next.refuse(new EventRefusedException("not allowed", Map.of("code", 9)));
            case "forbidden-plainly" -> throw new EventRefusedException("not allowed");
            case "rewritten" -> next.proceed(packet.withEvent("echo").withArgs("changed", packet.args()));
            default -> next.proceed();
        }
    }
}
