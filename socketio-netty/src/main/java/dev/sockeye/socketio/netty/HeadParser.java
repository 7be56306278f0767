package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.server.host.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Parses the head of a request byte by byte, and refuses each byte where the grammar of RFC 9112 has no place for it: so
 * nothing is guessed, and garbage is answered before it ends. Confined to the event loop.
 */
final class HeadParser implements ByteProcessor {
    private static final int MAX_EMPTY_LINES = 8;
    private static final int MAX_METHOD = 32;
    private static final int LENGTH = 2048;
    private static final byte[] NONE = {};
    private static final byte[] GET = {'G', 'E', 'T'};
    private static final byte[] POST = {'P', 'O', 'S', 'T'};
    private static final byte[] HTTP_1_1 = {'H', 'T', 'T', 'P', '/', '1', '.', '1'};
    private static final byte[] SEPARATOR = {':', ' '};
    private static final byte[] LINE_END = {'\r', '\n'};

    // Most heads arrive as a whole: they need no array of their own.
    private static final FastThreadLocal<byte[]> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[LENGTH];
        }
    };

    private enum State {
        START,
        START_LF,
        METHOD,
        TARGET,
        VERSION,
        LINE_LF,
        FIELD,
        NAME,
        VALUE,
        VALUE_LF,
        END_LF
    }

    private final HostLimits limits;

    private State state = State.START;
    private int emptyLines;
    private int lineBytes;
    private int fieldBytes;
    private int fields;

    // A part of the request line; behind it the header fields, in the form in which Headers has them.
    // While bytes are taken this is the event loop's, unless there is more than that has room for.
    private byte[] text = NONE;
    private int length;
    private int valueBegin;
    // Up to where the header fields are whole.
    private int whole;

    private String method = "";
    private String target = "";
    private String version = "";

    HeadParser(HostLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes bytes up to the end of a head.
     *
     * @return whether the head is complete
     * @throws BadRequestException if it can't be one
     */
    boolean parse(ByteBuf in) {
        begin();
        var end = -1;
        try {
            // Not one by one with readByte(), which checks the buffer anew for each.
            end = in.forEachByte(this);
        } finally {
            if (end < 0) {
                text = Arrays.copyOf(text, length);
            }
        }
        in.readerIndex(end < 0 ? in.writerIndex() : end + 1);
        return end >= 0;
    }

    private void begin() {
        var own = text;
        text = OF_LOOP.get();
        if (own.length > text.length) {
            text = own;
        } else {
            System.arraycopy(own, 0, text, 0, own.length);
        }
    }

    /** Takes one byte of a head; false for its last one. */
    @Override
    public boolean process(byte value) {
        return !step(value & 0xFF);
    }

    /** Returns the head that is complete by what was just taken, and prepares for the next one. */
    RequestHead take() {
        var head = RequestHead.of(method, target, version, headers());
        state = State.START;
        method = "";
        target = "";
        emptyLines = 0;
        lineBytes = 0;
        fieldBytes = 0;
        fields = 0;
        length = 0;
        whole = 0;
        text = NONE;
        return head;
    }

    /** Returns what there is of a head, complete lines only but for the target. */
    RequestHead soFar() {
        var part = state == State.TARGET ? new String(text, 0, length, StandardCharsets.ISO_8859_1) : target;
        return RequestHead.partOf(method, part, headers());
    }

    private Headers headers() {
        return Headers.ofLines(new String(text, 0, whole, StandardCharsets.ISO_8859_1));
    }

    private boolean step(int b) {
        switch (state) {
            case START -> start(b);
            case START_LF -> lineFeed(b, State.START);
            case METHOD, TARGET, VERSION -> requestLine(b);
            case LINE_LF -> lineFeed(b, State.FIELD);
            case FIELD -> field(b);
            case NAME -> name(b);
            case VALUE -> value(b);
            case VALUE_LF -> {
                lineFeed(b, State.FIELD);
                endField();
            }
            case END_LF -> {
                lineFeed(b, State.START);
                return true;
            }
        }
        return false;
    }

    private void start(int b) {
        if (b == '\r') {
            if (++emptyLines > MAX_EMPTY_LINES) {
                throw bad("too many empty lines");
            }
            state = State.START_LF;
            return;
        }
        state = State.METHOD;
        requestLine(b);
    }

    private void requestLine(int b) {
        if (b == '\r' && state == State.VERSION) {
            version = is(HTTP_1_1) ? "HTTP/1.1" : text();
            length = 0;
            state = State.LINE_LF;
            return;
        }
        if (++lineBytes > limits.requestLine()) {
            throw new BadRequestException(414, "the request line is too long");
        }
        if (b == ' ') {
            if (length == 0 || state == State.VERSION) {
                throw bad("the request line has a stray space");
            }
            if (state == State.METHOD) {
                method = method();
                state = State.TARGET;
            } else {
                target = text();
                state = State.VERSION;
            }
            return;
        }
        if (state == State.METHOD ? !Grammar.token(b) || length == MAX_METHOD : b <= ' ' || b >= 127) {
            throw bad("the request line has a character out of place");
        }
        append(b);
    }

    private void field(int b) {
        if (b == '\r') {
            state = State.END_LF;
            return;
        }
        if (++fields > limits.headerFields()) {
            throw new BadRequestException(431, "there are too many header fields");
        }
        state = State.NAME;
        name(b);
    }

    private void name(int b) {
        count(1);
        if (b == ':' && length > whole) {
            append(SEPARATOR);
            valueBegin = length;
            state = State.VALUE;
        } else if (Grammar.token(b)) {
            append(b);
        } else {
            throw bad("a header name has a character out of place");
        }
    }

    private void value(int b) {
        if (b == '\r') {
            state = State.VALUE_LF;
            return;
        }
        count(1);
        if (!Grammar.fieldValue(b)) {
            throw bad("a header value has a character out of place");
        }
        if (length > valueBegin || !blank(b)) {
            append(b);
        }
    }

    private void endField() {
        while (length > valueBegin && blank(text[length - 1])) {
            length--;
        }
        append(LINE_END);
        whole = length;
    }

    private static boolean blank(int b) {
        return b == ' ' || b == '\t';
    }

    private void count(int bytes) {
        fieldBytes += bytes;
        if (fieldBytes > limits.headerBytes()) {
            throw new BadRequestException(431, "the header fields are too long");
        }
    }

    private void lineFeed(int b, State next) {
        if (b != '\n') {
            throw bad("a line does not end in CR LF");
        }
        // The end of each line counts as well.
        if (state == State.VALUE_LF) {
            count(2);
        }
        state = next;
    }

    private void append(int b) {
        if (length == text.length) {
            text = Arrays.copyOf(text, 2 * length);
        }
        text[length++] = (byte) b;
    }

    private void append(byte[] bytes) {
        for (var b : bytes) {
            append(b);
        }
    }

    /** Returns the method: of the usual ones the very text that all sessions keep. */
    private String method() {
        var sent = is(GET) ? "GET" : is(POST) ? "POST" : null;
        if (sent == null) {
            return text();
        }
        length = 0;
        return sent;
    }

    private boolean is(byte[] word) {
        return Arrays.equals(text, 0, length, word, 0, word.length);
    }

    private String text() {
        var result = new String(text, 0, length, StandardCharsets.ISO_8859_1);
        length = 0;
        return result;
    }

    private static BadRequestException bad(String sentence) {
        return new BadRequestException(400, sentence);
    }
}
