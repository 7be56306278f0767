package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Encodes Java values as JSON with placeholders: the common ones directly, others by the mapper. Confined to one call. */
final class JsonSnapshot {
    private static final int MOST_ROOM = 1 << 20;

    private final JsonMapper mapper;
    private final JsonSink sink;
    private @Nullable JsonValueGenerator generator;

    private JsonSnapshot(JsonMapper mapper, int count, int room) {
        this.mapper = mapper;
        this.sink = new JsonSink(count, room);
    }

    static JsonArguments of(JsonMapper mapper, @Nullable Object[] values) {
        if (values.length == 0) {
            return JsonArguments.NOTHING;
        }
        var count = 0;
        var room = 0L;
        for (var value : values) {
            count += value instanceof Arguments spread ? spread.size() : 1;
            room += room(mapper, value);
        }
        var snapshot = new JsonSnapshot(mapper, count, (int) Math.min(room, MOST_ROOM));
        for (var value : values) {
            if (value instanceof Arguments spread) {
                for (var i = 0; i < spread.size(); i++) {
                    snapshot.add(spread.element(i));
                }
            } else {
                snapshot.add(value);
            }
        }
        return snapshot.sink.arguments();
    }

    /** Guesses how many bytes a value takes, so that seldom anything written must be moved. */
    private static int room(JsonMapper mapper, @Nullable Object value) {
        if (value instanceof String text) {
            return text.length() + 3;
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return 24;
        }
        var plan = plan(mapper, value);
        return plan == null ? 128 : plan.usualSize();
    }

    private static @Nullable PlainRecord plan(JsonMapper mapper, Object value) {
        return mapper == WireMapper.STANDARD && value instanceof Record ? PlainRecord.of(value.getClass()) : null;
    }

    private void add(@Nullable Object value) {
        sink.beginValue();
        if (!common(value)) {
            var writer = generator;
            if (writer == null) {
                writer = new JsonValueGenerator(WireMapper.of(mapper), sink);
                generator = writer;
            }
            writer.write(value);
        }
        sink.endValue();
    }

    private boolean common(@Nullable Object value) {
        var buffer = sink.buffer();
        if (value instanceof String text) {
            buffer.string(text);
        } else if (value instanceof Integer || value instanceof Long) {
            buffer.number(((Number) value).longValue());
        } else if (value instanceof Boolean || value == null) {
            buffer.ascii(String.valueOf(value));
        } else if (value instanceof Double number) {
            buffer.number((double) number);
        } else if (value instanceof byte[] bytes) {
            sink.binary(bytes, 0, bytes.length);
        } else if (value instanceof Bytes bytes) {
            sink.binary(bytes.array(), bytes.offset(), bytes.length());
        } else if (value instanceof Argument argument && argument.owner() instanceof JsonArguments owner) {
            owner.copy(argument.index(), sink);
        } else {
            var plan = plan(mapper, value);
            return plan != null
                    ? PlainWriter.write((Record) value, plan, buffer)
                    : mapper == WireMapper.STANDARD && PlainCollections.write(value, buffer);
        }
        return true;
    }
}
