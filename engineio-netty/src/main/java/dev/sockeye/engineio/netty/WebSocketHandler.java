package dev.sockeye.engineio.netty;

import dev.sockeye.engineio.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is a WebSocket after its opening handshake: the only handler of its pipeline besides TLS. Confined to the channel's
 * event loop, all methods included.
 */
public final class WebSocketHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketHandler.class);

    /** How many bytes are copied for a peer before it has taken them: more if it took the piece before at once. */
    private static final int PIECE = 64 * 1024;

    private static final int LARGE_PIECE = 192 * 1024;

    private enum State {
        NEW,
        OPEN,
        /** This side has asked for the end; the peer's close frame is awaited. */
        CLOSING,
        /** The listener knows of the end; what still comes is discarded. */
        ENDED
    }

    private final WebSocketSettings settings;
    private final WebSocketListener listener;
    private final FrameReader reader;
    private final FrameWriter writer;

    private State state = State.NEW;
    private @Nullable ChannelHandlerContext context;
    private @Nullable StalledWrite stalled;
    private @Nullable Future<?> closeTimer;
    private int closeSent = CloseCode.NONE;
    private boolean lingering;
    private boolean answered;
    private boolean framesRead;

    /** What came before {@link #open()}: reading is off by then, so it is little. */
    private @Nullable ByteBuf early;

    /** The answer to the opening handshake, while it waits for the first frames. */
    private @Nullable ByteBuf opening;

    // For the batch that is being sent.
    private @Nullable Consumer<@Nullable Throwable> sent;
    private @Nullable ChannelFuture underWay;
    private boolean pumping;
    private boolean eager;

    /** Makes a WebSocket that begins with {@link #open()}. */
    public WebSocketHandler(WebSocketRole role, WebSocketSettings settings, WebSocketListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.reader = new FrameReader(role, settings, new Events());
        this.writer = new FrameWriter(role, settings);
    }

    /** Begins, when the opening handshake is written and the handler is in its pipeline. */
    public void open() {
        if (state == State.NEW) {
            begin();
        }
    }

    /**
     * Begins, when the handler is in its pipeline, with the answer to the opening handshake: what the listener sends at
     * once leaves with it in one write.
     *
     * @param answer has room for a small frame behind it; released here
     */
    public void open(ByteBuf answer) {
        if (state != State.NEW) {
            answer.release();
            return;
        }
        opening = answer;
        try {
            begin();
        } finally {
            if (opening != null) {
                // Nothing was sent.
                opening = null;
                context().writeAndFlush(answer);
            }
        }
    }

    private void begin() {
        state = State.OPEN;
        try {
            listener.onOpen(this);
        } catch (RuntimeException e) {
            broken(e);
        }
        var bytes = early;
        early = null;
        if (bytes != null) {
            channelRead(context(), bytes);
            channelReadComplete(context());
        }
    }

    /**
     * Sends frames in order with one flush. The next batch may be sent when this one is done.
     *
     * @param done told exactly once: null when the network has taken the batch
     */
    public void send(List<Frame> batch, Consumer<@Nullable Throwable> done) {
        if (sent != null) {
            throw new IllegalStateException("a batch is under way (expected: one at a time)");
        }
        if (state != State.OPEN || !context().channel().isActive()) {
            done.accept(new ClosedChannelException());
            return;
        }
        sent = done;
        writer.batch(batch);
        pump();
    }

    /** Returns how many bytes were sent but not yet taken by the network. */
    public long pendingBytes() {
        var out = context().channel().unsafe().outboundBuffer();
        return writer.unwritten() + (out == null ? 0 : out.totalPendingWriteBytes());
    }

    /** Resumes or stops reading. */
    public void reading(boolean on) {
        if (state == State.OPEN) {
            context().channel().config().setAutoRead(on);
        }
    }

    /** Sends a close frame behind the batch under way, and ends within the close timeout. 1005 sends no code. */
    public void close(int code, String reason) {
        if (state != State.OPEN) {
            return;
        }
        state = State.CLOSING;
        closeSent = code;
        writer.close(code, reason);
        context().channel().config().setAutoRead(true);
        closeTimer = context()
                .executor()
                .schedule(this::closeTimedOut, settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        pump();
    }

    /** Returns the event loop to which this WebSocket is confined. */
    public EventLoop eventLoop() {
        return context().channel().eventLoop();
    }

    /** Tells the listener that the connection was lost, if it does not know; for a WebSocket that could not be opened. */
    public void lost() {
        lost(null);
    }

    /** Ends the connection at once. */
    public void abort() {
        StalledWrite.abort(context().channel());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (state == State.NEW && message instanceof ByteBuf bytes) {
            early = early == null ? bytes : Unpooled.wrappedBuffer(early, bytes);
            return;
        }
        try {
            if (state != State.ENDED && message instanceof ByteBuf bytes) {
                reader.read(bytes);
            }
        } catch (WebSocketException e) {
            fail(e.code(), e);
        } catch (RuntimeException | StackOverflowError e) {
            broken(e);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (framesRead) {
            framesRead = false;
            try {
                listener.onReadComplete();
            } catch (RuntimeException e) {
                broken(e);
            }
        }
        pump();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        pump();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE || event instanceof SslCloseCompletionEvent) {
            ctx.channel().close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost(null);
        cancelTimers();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("WebSocket of {} failed: {}", ctx.channel().remoteAddress(), cause.toString());
        }
        lost(cause);
        ctx.channel().close();
    }

    private ChannelHandlerContext context() {
        var ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline (expected: after handlerAdded)");
        }
        return ctx;
    }

    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            var channel = context().channel();
            while (underWay == null && writer.ready() && channel.isActive()) {
                write();
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.debug("Sending on a WebSocket failed", e);
            lost(e);
            abort();
        } finally {
            pumping = false;
        }
    }

    private void write() {
        var ctx = context();
        var size = eager ? LARGE_PIECE : PIECE;
        var piece = opening == null ? ctx.alloc().directBuffer(writer.estimate(size)) : opening;
        opening = null;
        try {
            writer.fill(piece, size);
        } catch (Throwable e) {
            piece.release();
            throw e;
        }
        var write = ctx.writeAndFlush(piece);
        eager = write.isDone();
        if (eager) {
            written(write);
            return;
        }
        underWay = write;
        if (stalled == null) {
            stalled = new StalledWrite(ctx.channel(), settings.writeTimeout());
        }
        stalled.watch(write);
        write.addListener(done -> {
            underWay = null;
            written(write);
            pump();
        });
    }

    private void written(ChannelFuture write) {
        if (!write.isSuccess()) {
            lost(write.cause());
            context().channel().close();
            return;
        }
        if (writer.batchWritten()) {
            batchDone(null);
        }
        if (writer.closed() && state == State.ENDED) {
            linger();
        }
    }

    private void batchDone(@Nullable Throwable failure) {
        var done = sent;
        sent = null;
        if (done != null) {
            try {
                done.accept(failure);
            } catch (RuntimeException e) {
                broken(e);
            }
        }
    }

    private void linger() {
        if (answered) {
            // Both close frames are out, so the peer sends nothing that a plain close could answer with a reset.
            context().channel().close();
        } else if (!lingering) {
            lingering = true;
            LingeringClose.begin(context().channel(), settings.closeTimeout());
        }
    }

    /** Fails the connection (RFC 6455, section 7.1.7). */
    private void fail(int code, Throwable cause) {
        writer.close(code, "");
        end(code, cause);
    }

    private void broken(Throwable cause) {
        LOG.debug("A WebSocket's listener failed", cause);
        fail(CloseCode.INTERNAL_ERROR, cause);
    }

    private void closeTimedOut() {
        end(closeSent, null);
        abort();
    }

    private void lost(@Nullable Throwable cause) {
        if (early != null) {
            early.release();
            early = null;
        }
        reader.stop();
        // Whoever is told to go may go without a word: then what it was told counts.
        tell(state == State.CLOSING && cause == null ? closeSent : CloseCode.LOST, cause);
    }

    /** Tells of the end, sends the close frame that is ready, and closes. */
    private void end(int code, @Nullable Throwable cause) {
        reader.stop();
        writer.dropBatch();
        tell(code, cause);
        context().channel().config().setAutoRead(true);
        if (writer.closed()) {
            linger();
            return;
        }
        pump();
        // Mostly the close frame is out by now, and with it the connection at its end.
        if (closeTimer == null && !lingering && context().channel().isActive()) {
            closeTimer = context()
                    .executor()
                    .schedule(this::abort, settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tell(int code, @Nullable Throwable cause) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        if (sent != null) {
            batchDone(cause == null ? new ClosedChannelException() : cause);
        }
        try {
            listener.onClose(code, cause);
        } catch (RuntimeException e) {
            LOG.debug("A WebSocket's listener failed at its end", e);
        }
    }

    private void cancelTimers() {
        if (stalled != null) {
            stalled.stop();
        }
        if (closeTimer != null) {
            closeTimer.cancel(false);
            closeTimer = null;
        }
    }

    /** Takes what the reader finds. */
    private final class Events implements FrameEvents {
        @Override
        public void onMessage(Frame frame) {
            // Who has asked for the end wants nothing more.
            if (state == State.OPEN) {
                framesRead = true;
                listener.onFrame(frame);
            }
        }

        @Override
        public void onPing(byte[] payload) {
            if (!writer.pong(payload)) {
                pump();
            }
        }

        @Override
        public void onCloseFrame(int code, String reason) {
            answered = true;
            writer.close(code, "");
            end(code, null);
        }
    }
}
