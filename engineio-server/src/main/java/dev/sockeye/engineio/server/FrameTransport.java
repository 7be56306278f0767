package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.EngineProtocolException;
import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.protocol.Packet;
import dev.sockeye.engineio.protocol.PacketCodec;
import dev.sockeye.engineio.server.host.FrameChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Carries packets over an open WebSocket, one in each frame. Confined to the session's lane. */
final class FrameTransport implements Transport, FrameChannel.Completion {
    private static final int NORMAL_WITHOUT_CODE = 1005;
    private static final int GOING_AWAY = 1001;

    private final EngineSession session;
    private final FrameChannel channel;
    private final EngineRevision revision;
    private final boolean base64;

    private LongConsumer sent;
    private boolean busy;
    private long busyBytes;
    private int batches;
    private @Nullable Guard guard;
    private boolean closed;

    /** Makes a transport that tells who is given how many bytes have left, batch by batch. */
    FrameTransport(EngineSession session, FrameChannel channel, boolean base64, LongConsumer sent) {
        this.session = session;
        this.channel = channel;
        this.revision = session.revision();
        this.base64 = base64;
        this.sent = sent;
    }

    void onSent(LongConsumer listener) {
        sent = listener;
    }

    @Override
    public String name() {
        return "websocket";
    }

    @Override
    public boolean writable() {
        return !busy && !closed;
    }

    @Override
    public boolean idle() {
        return !busy;
    }

    @Override
    public void send(Outbox.Batch batch) {
        var frames = encode(batch.packets());
        busy = true;
        busyBytes = batch.bytes();
        batches++;
        channel.send(frames, this);
        if (busy && !closed) {
            watch();
        }
    }

    @Override
    public void done(@Nullable Throwable failure) {
        assert session.onLane();
        busy = false;
        // After a failure the channel is about to tell its end; the batch is lost with it.
        if (failure == null && !closed) {
            sent.accept(busyBytes);
        }
    }

    /** Decodes a frame, or returns null if it is no packet. */
    @Nullable
    Packet decode(Frame frame) {
        try {
            return PacketCodec.decode(frame, revision);
        } catch (EngineProtocolException e) {
            // The caller closes what must be closed; there is nothing to add.
            return null;
        }
    }

    @Override
    public void reading(boolean on) {
        if (!closed) {
            channel.reading(on);
        }
    }

    @Override
    public void close(CloseReason reason) {
        if (closed) {
            return;
        }
        closed = true;
        unwatch();
        switch (reason) {
            // What is not read would never be reached by a close frame either.
            case SLOW_CONSUMER -> channel.abort();
            case SERVER_SHUTTING_DOWN -> channel.close(GOING_AWAY, "");
            default -> channel.close(NORMAL_WITHOUT_CODE, "");
        }
    }

    /** Takes note that the channel is gone. */
    void gone() {
        closed = true;
        unwatch();
    }

    @SuppressWarnings("unchecked") // Every one of them was looked at.
    private List<Frame> encode(List<Packet> packets) {
        if (allFrames(packets)) {
            return (List<Frame>) (List<?>) packets;
        }
        var frames = new ArrayList<Frame>(packets.size());
        for (var packet : packets) {
            frames.add(PacketCodec.encode(packet, revision, base64));
        }
        return frames;
    }

    /** Tells whether all packets are the frames that carry them: text messages mostly are. */
    private static boolean allFrames(List<Packet> packets) {
        for (var i = 0; i < packets.size(); i++) {
            if (!(packets.get(i) instanceof Frame)) {
                return false;
            }
        }
        return true;
    }

    private void watch() {
        if (guard == null) {
            guard = new Guard();
        }
        if (!guard.armed) {
            guard.begin();
        }
    }

    private void unwatch() {
        if (guard != null) {
            session.wheel().cancel(guard);
        }
    }

    /** Ends the session when the network takes nothing for too long. */
    private final class Guard extends TimerWheel.Timer {
        private boolean armed;
        private int batch;
        private long pending;

        void begin() {
            armed = true;
            batch = batches;
            pending = channel.pendingBytes();
            session.wheel().arm(this, session.options().sendTimeout().toNanos());
        }

        @Override
        void fire() {
            armed = false;
            if (!busy || closed) {
                return;
            }
            if (batch == batches && channel.pendingBytes() >= pending) {
                session.finish(CloseReason.SLOW_CONSUMER, "a write made no progress");
            } else {
                begin();
            }
        }
    }
}
