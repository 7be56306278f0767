package dev.sockeye.engineio.client;

import dev.sockeye.engineio.netty.WebSocketException;
import dev.sockeye.engineio.netty.WebSocketHandler;
import dev.sockeye.engineio.netty.WebSocketListener;
import dev.sockeye.engineio.protocol.EngineProtocolException;
import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.protocol.PacketCodec;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries packets over a WebSocket, one in each frame. Confined to the lane. */
final class WebSocketTransport implements Transport, WebSocketListener, Dial.Listener {
    static final String ERROR = "websocket error";

    private static final int NO_CODE = 1005;

    /** How much is handed to the network at once: heartbeats do not wait behind all that is sent. */
    private static final long BATCH = 256 * 1024;

    private final Dialer dialer;
    private final Requests requests;
    private final @Nullable String sid;
    private final Consumer<@Nullable Throwable> sent = this::sent;
    private TransportListener listener;

    private @Nullable Dial dial;
    private @Nullable Channel channel;
    private @Nullable WebSocketHandler socket;
    private boolean reading = true;
    private boolean sending;
    private boolean ended;

    WebSocketTransport(Dialer dialer, Requests requests, @Nullable String sid, TransportListener listener) {
        this.dialer = dialer;
        this.requests = requests;
        this.sid = sid;
        this.listener = listener;
    }

    /** Names who is told from now on. */
    void listener(TransportListener next) {
        listener = next;
    }

    @Override
    public String name() {
        return WEBSOCKET;
    }

    @Override
    public void open() {
        dial = dialer.dial(this);
    }

    @Override
    public void connected(Channel made) {
        dial = null;
        channel = made;
        WebSocketOpening.begin(made, requests.webSocket(sid), dialer.options, this);
    }

    @Override
    public void failed(Throwable cause) {
        dial = null;
        refused(Failures.of(ERROR, WEBSOCKET, cause));
    }

    /** Is told of the headers with which the server answered the opening handshake. */
    void answered(HttpHeaders headers) {
        requests.answered(headers);
    }

    /** Is told that the WebSocket will not open. */
    void refused(EngineException cause) {
        if (!ended) {
            ended = true;
            listener.onFailed(this, CloseReason.TRANSPORT_ERROR, cause);
        }
    }

    @Override
    public boolean writable() {
        return socket != null && !sending && !ended;
    }

    @Override
    public void send(Outbox outbox) {
        var open = socket;
        if (open == null) {
            return;
        }
        var packets = outbox.takeSome(BATCH);
        var frames = new ArrayList<Frame>(packets.size());
        for (var i = 0; i < packets.size(); i++) {
            frames.add(PacketCodec.encode(packets.get(i), dialer.options.revision(), dialer.options.forceBase64()));
        }
        sending = true;
        open.send(frames, sent);
    }

    @Override
    public void reading(boolean on) {
        reading = on;
        if (socket != null) {
            socket.reading(on);
        }
    }

    @Override
    public void close() {
        if (!ended && socket != null) {
            ended = true;
            socket.close(NO_CODE, "");
        } else {
            abort();
        }
    }

    @Override
    public void abort() {
        ended = true;
        if (dial != null) {
            dial.cancel();
            dial = null;
        }
        if (socket != null) {
            socket.abort();
        } else if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void onOpen(WebSocketHandler webSocket) {
        if (ended) {
            webSocket.abort();
            return;
        }
        socket = webSocket;
        if (!reading) {
            webSocket.reading(false);
        }
        listener.onConnected(this);
    }

    @Override
    public void onFrame(Frame frame) {
        if (ended) {
            return;
        }
        try {
            listener.onPacket(this, PacketCodec.decode(frame, dialer.options.revision()));
        } catch (EngineProtocolException e) {
            close();
            listener.onFailed(this, CloseReason.PARSE_ERROR, Failures.of("server error", WEBSOCKET, e));
        }
    }

    @Override
    public void onReadComplete() {
        if (!ended) {
            listener.onReadComplete(this);
        }
    }

    @Override
    public void onClose(int code, @Nullable Throwable cause) {
        if (ended) {
            return;
        }
        ended = true;
        if (cause instanceof WebSocketException) {
            listener.onFailed(this, CloseReason.TRANSPORT_ERROR, Failures.of(ERROR, WEBSOCKET, cause));
        } else {
            var told = "websocket connection closed";
            listener.onClosed(
                    this,
                    cause == null ? Failures.of(told, WEBSOCKET, "code " + code) : Failures.of(told, WEBSOCKET, cause));
        }
    }

    private void sent(@Nullable Throwable failure) {
        sending = false;
        // Where it failed, the end of the WebSocket follows.
        if (failure == null && !ended) {
            listener.onSent(this);
        }
    }
}
