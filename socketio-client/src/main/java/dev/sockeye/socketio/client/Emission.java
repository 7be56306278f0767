package dev.sockeye.socketio.client;

import dev.sockeye.socketio.events.Args;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Encodes what the application emits and sets it on its way. Stateless; any thread. */
final class Emission {
    private Emission() {}

    static void event(Socket socket, String event, @Nullable Object @Nullable [] args, Outgoing.Mode mode) {
        begin(new Outgoing(
                socket, ReservedNames.checkEmission(event), socket.encoding().snapshot(args), mode, null));
    }

    static CompletableFuture<Args> request(
            Socket socket, String event, @Nullable Object @Nullable [] args, Outgoing.Mode mode) {
        var future = new CompletableFuture<Args>();
        begin(new Outgoing(
                socket, ReservedNames.checkEmission(event), socket.encoding().snapshot(args), mode, future));
        return future;
    }

    private static void begin(Outgoing event) {
        event.socket.encodeAhead(event);
        event.socket.io().strand().post(event);
    }
}
