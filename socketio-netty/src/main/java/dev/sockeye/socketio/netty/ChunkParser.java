package dev.sockeye.socketio.netty;

import io.netty.buffer.ByteBuf;

/**
 * Finds the data in a chunked body (RFC 9112, section 7.1). Extensions and trailers are checked, counted and dropped.
 * Confined to the event loop.
 */
final class ChunkParser {
    private static final int MAX_DIGITS = 8;

    private enum State {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER,
        TRAILER_NAME,
        TRAILER_VALUE,
        TRAILER_LF,
        END_LF,
        END
    }

    private final HostLimits limits;
    private State state = State.SIZE;
    private int lineBytes;
    private int digits;
    private long size;
    private int trailerBytes;
    private int nameBytes;

    ChunkParser(HostLimits limits) {
        this.limits = limits;
    }

    /** Tells whether the body has ended. */
    boolean ended() {
        return state == State.END;
    }

    /**
     * Takes bytes up to the next data, or to the end of the body.
     *
     * @return how many of the next bytes are data, which the caller then takes; 0 if more bytes are needed, or none
     */
    int parse(ByteBuf in) {
        while (state != State.END && in.isReadable()) {
            if (state == State.DATA) {
                var part = (int) Math.min(size, in.readableBytes());
                size -= part;
                if (size == 0) {
                    state = State.DATA_CR;
                }
                return part;
            }
            step(in.readByte() & 0xFF);
        }
        return 0;
    }

    private void step(int b) {
        switch (state) {
            case SIZE -> size(b);
            case EXTENSION -> extension(b);
            case SIZE_LF -> {
                expect(b, '\n', size == 0 ? State.TRAILER : State.DATA);
                lineBytes = 0;
                digits = 0;
            }
            case DATA_CR -> expect(b, '\r', State.DATA_LF);
            case DATA_LF -> expect(b, '\n', State.SIZE);
            case TRAILER -> {
                nameBytes = 0;
                if (b == '\r') {
                    state = State.END_LF;
                } else {
                    state = State.TRAILER_NAME;
                    trailerName(b);
                }
            }
            case TRAILER_NAME -> trailerName(b);
            case TRAILER_VALUE -> trailerValue(b);
            case TRAILER_LF -> expect(b, '\n', State.TRAILER);
            case END_LF -> expect(b, '\n', State.END);
            case DATA, END -> throw new IllegalStateException("not reached");
        }
    }

    private void size(int b) {
        if (b != '\r') {
            countLine();
        }
        var digit = Grammar.hex(b);
        if (digit >= 0) {
            if (++digits > MAX_DIGITS) {
                throw bad("a chunk's size is too long");
            }
            size = size * 16 + digit;
        } else if (digits > 0 && b == '\r') {
            state = State.SIZE_LF;
        } else if (digits > 0 && b == ';') {
            state = State.EXTENSION;
        } else {
            throw bad("a chunk's size is malformed");
        }
    }

    private void extension(int b) {
        if (b == '\r') {
            state = State.SIZE_LF;
            return;
        }
        countLine();
        if (!Grammar.fieldValue(b)) {
            throw bad("a chunk's extension is malformed");
        }
    }

    private void trailerName(int b) {
        countTrailer();
        if (b == ':' && nameBytes > 0) {
            state = State.TRAILER_VALUE;
        } else if (Grammar.token(b)) {
            nameBytes++;
        } else {
            throw bad("a trailer's name has a character out of place");
        }
    }

    private void trailerValue(int b) {
        countTrailer();
        if (b == '\r') {
            state = State.TRAILER_LF;
        } else if (!Grammar.fieldValue(b)) {
            throw bad("a trailer's value has a character out of place");
        }
    }

    private void expect(int b, int wanted, State next) {
        if (b != wanted) {
            throw bad("a chunk does not end where it said");
        }
        state = next;
    }

    private void countLine() {
        if (++lineBytes > limits.chunkLine()) {
            throw bad("a chunk's line is too long");
        }
    }

    private void countTrailer() {
        if (++trailerBytes > limits.trailerBytes()) {
            throw new BadRequestException(431, "the trailers are too long");
        }
    }

    private static BadRequestException bad(String sentence) {
        return new BadRequestException(400, sentence);
    }
}
