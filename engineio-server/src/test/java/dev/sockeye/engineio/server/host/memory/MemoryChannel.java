package dev.sockeye.engineio.server.host.memory;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.server.host.FrameChannel;
import dev.sockeye.engineio.server.host.Lane;
import java.util.ArrayList;
import java.util.List;

/** Is a WebSocket in memory: the test plays the client. Guarded by this; callbacks come on the lane. */
public final class MemoryChannel implements FrameChannel {
    private final Lane lane;
    private final Listener listener;

    private final List<List<Frame>> batches = new ArrayList<>();
    private final List<Completion> undone = new ArrayList<>();
    private boolean stalled;
    private long unread;
    private boolean reading = true;
    private int closeCode;
    private boolean aborted;
    private boolean closed;
    private boolean silent;

    MemoryChannel(Lane lane, Listener listener) {
        this.lane = lane;
        this.listener = listener;
    }

    void open() {
        lane.execute(() -> listener.onOpen(this));
    }

    // what the client does

    /** Sends text frames that arrive together. */
    public void receive(String... texts) {
        var frames = new Frame[texts.length];
        for (var i = 0; i < texts.length; i++) {
            frames[i] = Frame.text(texts[i]);
        }
        receive(frames);
    }

    /** Sends frames that arrive together. */
    public void receive(Frame... frames) {
        lane.execute(() -> {
            for (var frame : frames) {
                if (!closed()) {
                    listener.onFrame(frame);
                }
            }
            if (!closed()) {
                listener.onReadComplete();
            }
        });
    }

    /** Stops reading: nothing that is sent from now on leaves. */
    public synchronized void stall() {
        stalled = true;
    }

    /** Reads all that was sent and goes on reading. */
    public void unstall() {
        List<Completion> done;
        synchronized (this) {
            stalled = false;
            unread = 0;
            done = List.copyOf(undone);
            undone.clear();
        }
        done.forEach(completion -> lane.execute(() -> completion.done(null)));
    }

    /** Reads some of what was sent, without the batch being done. */
    public synchronized void readSome(long bytes) {
        unread -= bytes;
    }

    /** Does not answer a close frame. */
    public synchronized void keepSilent() {
        silent = true;
    }

    /** Closes with a code, or loses the connection with 1006. */
    public void closeByClient(int code) {
        end(code, null);
    }

    /** Lets the host close because the client broke a rule. */
    public void violate(int code) {
        synchronized (this) {
            closeCode = code;
        }
        end(code, new IllegalStateException("violation"));
    }

    // what the client sees

    /** Returns all texts sent so far; of a binary frame its length in brackets. */
    public synchronized List<String> texts() {
        return batches.stream()
                .flatMap(List::stream)
                .map(frame -> frame.binary()
                        ? "[" + frame.payload().length() + "]"
                        : frame.payload().utf8())
                .toList();
    }

    /** Returns the frames of each batch. */
    public synchronized List<List<Frame>> batches() {
        return List.copyOf(batches);
    }

    /** Returns the content of the last frame. */
    public synchronized Bytes lastPayload() {
        var batch = batches.get(batches.size() - 1);
        return batch.get(batch.size() - 1).payload();
    }

    /** Forgets what was sent so far. */
    public synchronized void clear() {
        batches.clear();
    }

    /** Returns the code with which the server has closed; 0 if it has not. */
    public synchronized int closeCode() {
        return closeCode;
    }

    /** Tells whether the server has ended the connection at once. */
    public synchronized boolean aborted() {
        return aborted;
    }

    /** Tells whether the connection is over. */
    public synchronized boolean closed() {
        return closed;
    }

    /** Tells whether the server reads. */
    public synchronized boolean isReading() {
        return reading;
    }

    // what the server does

    @Override
    public void send(List<Frame> batch, Completion done) {
        synchronized (this) {
            if (!undone.isEmpty()) {
                throw new AssertionError("a batch was sent before the last one was done");
            }
            if (!closed && closeCode == 0) {
                batches.add(List.copyOf(batch));
                if (stalled) {
                    undone.add(done);
                    batch.forEach(frame -> unread += frame.payload().length());
                    return;
                }
            }
        }
        done.done(null);
    }

    @Override
    public synchronized long pendingBytes() {
        return unread;
    }

    @Override
    public synchronized void reading(boolean on) {
        reading = on;
    }

    @Override
    public void close(int code, String reason) {
        synchronized (this) {
            if (closed || closeCode != 0) {
                return;
            }
            closeCode = code;
            if (silent) {
                return;
            }
        }
        end(code, null);
    }

    @Override
    public void abort() {
        synchronized (this) {
            aborted = true;
        }
        end(1006, null);
    }

    private void end(int code, Throwable cause) {
        List<Completion> lost;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            lost = List.copyOf(undone);
            undone.clear();
        }
        lane.execute(() -> {
            lost.forEach(completion -> completion.done(new IllegalStateException("closed")));
            listener.onClose(code, cause);
        });
    }
}
