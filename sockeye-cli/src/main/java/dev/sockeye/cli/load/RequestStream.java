package dev.sockeye.cli.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.function.Function;

/** Holds encoded requests one behind the other, so that any number in a row is a slice. Confined to the event loop. */
final class RequestStream {
    private final ByteBuf bytes;
    private final int messages;
    private final int length;
    private final int most;

    private RequestStream(ByteBuf bytes, int messages, int length, int most) {
        this.bytes = bytes;
        this.messages = messages;
        this.length = length;
        this.most = most;
    }

    /** Encodes requests for a WebSocket. */
    static RequestStream frames(Workload workload, int window) {
        return of(workload, window, ClientFrames::all);
    }

    /** Encodes requests for bodies of polling, each with the separator or length that its revision asks for. */
    static RequestStream packets(Workload workload, int window, int eio) {
        return of(workload, window, payloads -> PollingText.encode(payloads, eio));
    }

    private static RequestStream of(Workload workload, int window, Function<List<Payload>, ByteBuf> encoding) {
        var bytes = Unpooled.directBuffer();
        var messages = workload.messages().size();
        var length = 0;
        for (var i = 0; i < messages + window; i++) {
            var one = encoding.apply(workload.messages().get(i % messages).request());
            length = one.readableBytes();
            bytes.writeBytes(one);
            one.release();
        }
        return new RequestStream(ClientFrames.lasting(bytes), messages, length, window);
    }

    /** Returns how many messages there are before they repeat. */
    int messages() {
        return messages;
    }

    /** Returns how many are taken at most at once. */
    int most() {
        return most;
    }

    ByteBuf slice(int first, int count) {
        return bytes.retainedSlice(first * length, count * length);
    }
}
