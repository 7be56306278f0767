package dev.sockeye.socketio.protocol;

import java.util.Arrays;

/**
 * Checks MessagePack and finds where values end, without building anything, without recursion, and without believing any
 * announced length. Confined to its decoder's lane; reused from packet to packet.
 */
final class MessagePackScanner {
    static final int NIL = 0xc0;
    private static final long MAX_DATE = 8_640_000_000_000_000L;
    private static final int UNDEFINED = 0xd4;
    private static final int DATE = 0xd7;

    private final ParserLimits limits;
    private byte[] array = JsonArguments.EMPTY;
    private int end;
    private boolean binary;

    // one entry per open container: how many values are still to come, and whether every second one is a name
    private int[] left = new int[8];
    private boolean[] maps = new boolean[8];

    MessagePackScanner(ParserLimits limits) {
        this.limits = limits;
    }

    void begin(byte[] array, int end) {
        this.array = array;
        this.end = end;
        this.binary = false;
    }

    /** Tells whether a binary value was seen since the beginning. */
    boolean binary() {
        return binary;
    }

    /** Checks a value and returns the index behind it; {@code base} containers are open around it. */
    int value(int start, int base) {
        var at = start;
        var depth = base;
        while (true) {
            var isName = depth > base && maps[depth - 1] && (left[depth - 1] & 1) == 0;
            if (isName && !isString(at)) {
                throw new SocketProtocolException("a member's name is no text");
            }
            var count = count(at);
            if (count < 0) {
                at = isName ? name(at) : scalar(at);
            } else {
                var map = isMap(at);
                at += header(at);
                // Each value takes a byte at least: what is announced beyond is not there.
                if (map ? count > (end - at) / 2 : count > end - at) {
                    throw invalid();
                }
                open(depth, map ? 2 * (int) count : (int) count, map);
                if (count > 0) {
                    depth++;
                    continue;
                }
            }
            // The end of a value may be the end of containers around it.
            while (depth > base && --left[depth - 1] == 0) {
                depth--;
            }
            if (depth == base) {
                return at;
            }
        }
    }

    private void open(int depth, int values, boolean map) {
        if (depth >= limits.depth()) {
            throw new SocketProtocolException("values are nested too deeply");
        }
        if (depth == left.length) {
            left = Arrays.copyOf(left, 2 * depth);
            maps = Arrays.copyOf(maps, 2 * depth);
        }
        left[depth] = values;
        maps[depth] = map;
    }

    /** Returns the number of values of an array, or of members of a map; -1 for anything else. */
    long count(int at) {
        var lead = unsigned(at);
        if (lead >= 0x80 && lead <= 0x9f) {
            return lead & 0xf;
        }
        return switch (lead) {
            case 0xdc, 0xde -> number(at + 1, 2);
            case 0xdd, 0xdf -> number(at + 1, 4);
            default -> -1;
        };
    }

    /** Returns the size of what stands in front of a container's values. */
    int header(int at) {
        var lead = unsigned(at);
        return lead < 0xa0 ? 1 : lead == 0xdc || lead == 0xde ? 3 : 5;
    }

    boolean isMap(int at) {
        var lead = unsigned(at);
        return (lead & 0xf0) == 0x80 || lead == 0xde || lead == 0xdf;
    }

    boolean isString(int at) {
        var lead = unsigned(at);
        return (lead & 0xe0) == 0xa0 || (lead >= 0xd9 && lead <= 0xdb);
    }

    /** Tells whether the value is the extension that stands for an absent one. */
    boolean isUndefined(int at) {
        return unsigned(at) == UNDEFINED;
    }

    /** Returns where the content of a text or of binary begins. */
    int content(int at) {
        var lead = unsigned(at);
        return at
                + switch (lead) {
                    case 0xc4, 0xd9 -> 2;
                    case 0xc5, 0xda, 0xc7 -> 3;
                    case 0xc6, 0xdb -> 5;
                    case 0xc8 -> 4;
                    case 0xc9 -> 6;
                    case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> 2;
                    default -> 1;
                };
    }

    private int name(int at) {
        var from = content(at);
        var to = scalar(at);
        if (to - from > limits.nameLength() && Utf8.units(array, from, to) > limits.nameLength()) {
            throw new SocketProtocolException("a member's name is too long");
        }
        return to;
    }

    private int scalar(int at) {
        var lead = unsigned(at);
        if (lead < 0x80 || lead >= 0xe0) {
            return at + 1;
        }
        if (isString(at)) {
            var from = content(at);
            var to = within(from, lead < 0xc0 ? lead & 0x1f : number(at + 1, from - at - 1));
            if (!Utf8.valid(array, from, to)) {
                throw new SocketProtocolException("a text is not valid UTF-8");
            }
            return to;
        }
        return switch (lead) {
            case NIL, 0xc2, 0xc3 -> at + 1;
            case 0xc4, 0xc5, 0xc6 -> {
                binary = true;
                yield within(content(at), number(at + 1, 1 << (lead - 0xc4)));
            }
            case 0xc7, 0xc8, 0xc9 -> {
                var digits = 1 << (lead - 0xc7);
                var length = number(at + 1, digits);
                yield extension(at + 1 + digits, length, false);
            }
            case 0xca -> within(at + 1, 4);
            case 0xcb -> within(at + 1, 8);
            case 0xcc, 0xcd, 0xce, 0xcf -> within(at + 1, 1 << (lead - 0xcc));
            case 0xd0, 0xd1, 0xd2, 0xd3 -> within(at + 1, 1 << (lead - 0xd0));
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> extension(at + 1, 1 << (lead - 0xd4), true);
            default -> throw invalid();
        };
    }

    /** Checks an extension from its type on: type 0 is all that official peers send. */
    private int extension(int at, long length, boolean fixed) {
        if (unsigned(at) != 0) {
            throw new SocketProtocolException("an extension is unknown");
        }
        var to = within(at + 1, length);
        if (fixed && length == 8) {
            var millis = number(at + 1, 8);
            if (millis > MAX_DATE || millis < -MAX_DATE) {
                throw new SocketProtocolException("a date is out of range");
            }
        } else if (!fixed || length != 1) {
            binary = true;
        }
        return to;
    }

    /** Tells whether a value, checked before, is binary. */
    boolean isBinary(int at) {
        var lead = unsigned(at);
        return (lead >= 0xc4 && lead <= 0xc9) || (lead > UNDEFINED && lead <= 0xd8 && lead != DATE);
    }

    /** Reads a big-endian number; of eight bytes a signed one. */
    long number(int at, int bytes) {
        within(at, bytes);
        var value = 0L;
        for (var i = 0; i < bytes; i++) {
            value = (value << 8) | (array[at + i] & 0xff);
        }
        return value;
    }

    int unsigned(int at) {
        if (at >= end) {
            throw invalid();
        }
        return array[at] & 0xff;
    }

    private int within(int from, long length) {
        if (length > end - from) {
            throw invalid();
        }
        return from + (int) length;
    }

    static SocketProtocolException invalid() {
        return new SocketProtocolException("invalid payload");
    }
}
