package dev.sockeye.cli.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Holds what a right server sends over a WebSocket, byte by byte, in a circle. A connection keeps its place in it.
 * Confined to the event loop.
 */
final class ReplyStream {
    private final ByteBuffer bytes;
    private final ByteBuf same;
    private final Workload workload;

    /** Where the frames of a message begin, and where it ends. */
    private final int[] frames;

    ReplyStream(Workload workload) {
        this.workload = workload;
        var all = Unpooled.directBuffer();
        this.frames = new int[workload.messages().get(0).reply().size() + 1];
        for (var message : workload.messages()) {
            var start = all.writerIndex();
            var frame = 0;
            for (var payload : message.reply()) {
                write(all, payload);
                frames[++frame] = all.writerIndex() - start;
            }
        }
        this.same = ClientFrames.lasting(all);
        this.bytes = same.nioBuffer();
    }

    /** Returns how many bytes each message has. */
    int messageLength() {
        return frames[frames.length - 1];
    }

    /** Returns the length of the circle. */
    int length() {
        return bytes.capacity();
    }

    /** Takes bytes as long as they are those expected from a place on; returns how many were. */
    int match(ByteBuf in, int place) {
        var taken = 0;
        while (in.isReadable()) {
            var part = Math.min(in.readableBytes(), bytes.capacity() - place);
            bytes.limit(place + part).position(place);
            var different = in.internalNioBuffer(in.readerIndex(), part).mismatch(bytes);
            var equal = different < 0 ? part : different;
            in.skipBytes(equal);
            taken += equal;
            if (different >= 0) {
                return taken;
            }
            place = (place + part) % bytes.capacity();
        }
        return taken;
    }

    /** Returns where the frame begins in which a place lies. */
    int frameStart(int place) {
        var message = place / messageLength() * messageLength();
        var frame = 0;
        while (message + frames[frame + 1] <= place) {
            frame++;
        }
        return message + frames[frame];
    }

    /** Returns where the frame behind one that begins at a place begins. */
    int nextFrame(int start) {
        return (start + frames[frameIndex(start) + 1] - frames[frameIndex(start)]) % length();
    }

    /** Returns the bytes between two places. */
    ByteBuf between(int from, int to) {
        return same.slice(from, to - from);
    }

    /** Returns what is expected in the frame that begins at a place. */
    Payload expected(int start) {
        List<Payload> reply = workload.messages().get(start / messageLength()).reply();
        return reply.get(frameIndex(start));
    }

    /** Tells whether a message was meant as an answer. */
    boolean answers(Payload message) {
        return message.startsWith(workload.prefix());
    }

    private int frameIndex(int start) {
        var within = start % messageLength();
        var frame = 0;
        while (frames[frame] < within) {
            frame++;
        }
        return frame;
    }

    private static void write(ByteBuf out, Payload payload) {
        var length = payload.bytes().length;
        out.writeByte(0x80 | (payload.text() ? 1 : 2));
        if (length < 126) {
            out.writeByte(length);
        } else if (length < 65_536) {
            out.writeByte(126).writeShort(length);
        } else {
            out.writeByte(127).writeLong(length);
        }
        out.writeBytes(payload.bytes());
    }
}
