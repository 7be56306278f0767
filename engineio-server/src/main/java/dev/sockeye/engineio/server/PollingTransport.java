package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.EngineProtocolException;
import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.JsonpCodec;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.protocol.Packet;
import dev.sockeye.engineio.protocol.PayloadCodec;
import dev.sockeye.engineio.server.host.BodyListener;
import dev.sockeye.engineio.server.host.FrameChannel;
import dev.sockeye.engineio.server.host.Headers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries packets over requests: at most one GET that waits for what the server has to send, and one POST that brings
 * what the client has. JSONP differs in the bodies only. Confined to the session's lane.
 */
final class PollingTransport implements Transport {
    private static final Bytes OK = Bytes.utf8("ok");
    private static final String OCTETS = "application/octet-stream";

    // Ready to be written, since each answer has them.
    private static final Headers TAKEN = content("text/html");
    private static final Headers TEXT = content("text/plain; charset=UTF-8");
    private static final Headers BINARY = content(OCTETS);
    private static final Headers SCRIPT = Headers.builder()
            .addAll(content("text/javascript; charset=UTF-8"))
            .add("X-Content-Type-Options", "nosniff")
            .build();

    private final EngineSession session;
    private final boolean base64;
    private final Optional<String> jsonpIndex;

    private @Nullable EngineExchange poll;
    private @Nullable EngineExchange post;
    private Receiving receiving = Receiving.NOTHING;
    private boolean initial = true;

    private enum Receiving {
        NOTHING,
        BODY,
        PACKETS,
        /** The answer waits: the application has asked for no more for now, or a poll may cross the client's farewell. */
        HELD
    }

    /** Makes the transport of a handshake, which waits for its answer like a poll. */
    PollingTransport(EngineSession session, EngineExchange handshake) {
        this.session = session;
        base64 = handshake.line().base64();
        jsonpIndex = handshake.line().jsonp().map(JsonpCodec::index);
        poll = handshake;
    }

    private static Headers content(String type) {
        return Headers.of("Content-Type", type, "Cache-Control", "no-store");
    }

    @Override
    public String name() {
        return "polling";
    }

    @Override
    public boolean writable() {
        return poll != null;
    }

    @Override
    public boolean idle() {
        return true;
    }

    void onPoll(EngineExchange exchange) {
        if (poll != null) {
            exchange.respondEmpty(400);
            session.finish(CloseReason.TRANSPORT_ERROR, "overlapping polls");
            return;
        }
        poll = exchange;
        session.sender().flush();
        if (poll == exchange) {
            exchange.onAbort(session, () -> {
                if (poll == exchange) {
                    poll = null;
                    session.finish(CloseReason.TRANSPORT_ERROR, "poll connection closed prematurely");
                }
            });
        }
    }

    void onPost(EngineExchange exchange) {
        if (post != null) {
            exchange.respondEmpty(400);
            session.finish(CloseReason.TRANSPORT_ERROR, "overlapping posts");
            return;
        }
        if (binaryForm(exchange) && session.revision() == EngineRevision.V4) {
            exchange.respondEmpty(400);
            session.finish(CloseReason.TRANSPORT_ERROR, "invalid content");
            return;
        }
        post = exchange;
        receiving = Receiving.BODY;
        exchange.readBody(session.options().maxHttpBufferSize(), new PostBody(exchange));
    }

    @Override
    public void send(Outbox.Batch batch) {
        var exchange = poll;
        poll = null;
        if (exchange != null) {
            respond(exchange, batch.packets(), failure -> session.execute(() -> taken(batch, failure)));
        }
    }

    /** Takes note that the network has taken an answer; what it held counts as waiting until then. */
    private void taken(Outbox.Batch batch, @Nullable Throwable failure) {
        if (failure == null) {
            session.sender().sent(batch.bytes());
        } else {
            session.finish(CloseReason.TRANSPORT_ERROR, "poll connection closed prematurely");
        }
    }

    @Override
    public long batchLimit() {
        // What does not fit goes with the next poll: neither side has to hold, or compress, everything at once.
        return session.options().maxHttpBufferSize();
    }

    /** Answers the pending poll, if there is one, with a packet beside the queue. */
    void release(Packet packet) {
        var exchange = poll;
        poll = null;
        if (exchange != null) {
            respond(exchange, List.of(packet), failure -> {});
        }
    }

    @Override
    public void reading(boolean on) {
        if (on && receiving == Receiving.HELD) {
            endPost(Optional.empty());
        }
    }

    @Override
    public void close(CloseReason reason) {
        // A client that has closed does not want to hear of it.
        release(reason == CloseReason.TRANSPORT_CLOSE ? Packet.NOOP : Packet.CLOSE);
        endPostEarly();
    }

    /** Lets go of both requests because another transport has taken over. */
    void retire() {
        release(Packet.NOOP);
        endPostEarly();
    }

    private void endPostEarly() {
        switch (receiving) {
            case BODY -> endPost(Optional.of(Refusal.BAD_REQUEST));
            case HELD -> endPost(Optional.empty());
            // While packets are handed over, whoever does that answers; without a POST nobody has to.
            case PACKETS, NOTHING -> {}
        }
    }

    private void endPost(Optional<Refusal> refusal) {
        var exchange = post;
        post = null;
        receiving = Receiving.NOTHING;
        if (exchange == null) {
            return;
        }
        if (refusal.isPresent()) {
            exchange.refuse(refusal.get());
        } else {
            exchange.respond(session, TAKEN, OK, -1, false, failure -> {});
        }
    }

    private void onBody(EngineExchange exchange, Bytes body) {
        receiving = Receiving.PACKETS;
        var good = session.receiver().receiveAll(decode(exchange, body));
        if (!good) {
            endPost(Optional.of(Refusal.BAD_REQUEST));
        } else if (session.reading() && !session.leaving()) {
            endPost(Optional.empty());
        } else {
            receiving = Receiving.HELD;
        }
    }

    private PayloadCodec.Decoded decode(EngineExchange exchange, Bytes body) {
        var most = session.options().maxPacketsPerPayload();
        if (jsonpIndex.isEmpty()) {
            return PayloadCodec.decode(body, binaryForm(exchange), session.revision(), most);
        }
        try {
            return JsonpCodec.decode(body)
                    .map(payload -> PayloadCodec.decode(payload, false, session.revision(), most))
                    .orElseGet(() -> new PayloadCodec.Decoded(List.of(), Optional.empty()));
        } catch (EngineProtocolException e) {
            return new PayloadCodec.Decoded(List.of(), Optional.of(e));
        }
    }

    private boolean binaryForm(EngineExchange exchange) {
        return jsonpIndex.isEmpty()
                && exchange.request().header("Content-Type").orElse("").equals(OCTETS);
    }

    private void respond(EngineExchange exchange, List<? extends Packet> packets, FrameChannel.Completion done) {
        var payload = PayloadCodec.encode(packets, session.revision(), base64 || jsonpIndex.isPresent());
        var body = jsonpIndex
                .map(index -> JsonpCodec.encode(index, payload.body()))
                .orElse(payload.body());
        var content = jsonpIndex.isPresent() ? SCRIPT : payload.binary() ? BINARY : TEXT;
        var first = initial;
        initial = false;
        exchange.respond(session, content, body, compressAbove(packets), first, done);
    }

    private int compressAbove(List<? extends Packet> packets) {
        for (var packet : packets) {
            if (packet instanceof Message message && message.compress()) {
                return session.options().httpCompression().orElse(-1);
            }
        }
        return -1;
    }

    /** Brings the outcome of reading a body to the session's lane. */
    private final class PostBody implements BodyListener {
        private final EngineExchange exchange;

        PostBody(EngineExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void onBody(Bytes body) {
            session.execute(() -> {
                if (post == exchange) {
                    PollingTransport.this.onBody(exchange, body);
                }
            });
        }

        @Override
        public void onTooLarge() {
            session.execute(() -> {
                if (post == exchange) {
                    post = null;
                    receiving = Receiving.NOTHING;
                    exchange.respondEmpty(413);
                }
            });
        }

        @Override
        public void onAborted() {
            session.execute(() -> {
                if (post == exchange) {
                    post = null;
                    receiving = Receiving.NOTHING;
                    session.finish(CloseReason.TRANSPORT_ERROR, "data request connection closed prematurely");
                }
            });
        }
    }
}
