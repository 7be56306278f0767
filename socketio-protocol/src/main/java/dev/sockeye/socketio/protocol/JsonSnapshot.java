package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Encodes Java values as JSON with placeholders: the common ones directly, others by the mapper. Confined to one call. */
final class JsonSnapshot {
    private final JsonMapper mapper;
    private final JsonSink sink;
    private @Nullable JsonValueGenerator generator;

    private JsonSnapshot(JsonMapper mapper, int count) {
        this.mapper = mapper;
        this.sink = new JsonSink(count);
    }

    static JsonArguments of(JsonMapper mapper, @Nullable Object[] values) {
        if (values.length == 0) {
            return JsonArguments.NOTHING;
        }
        var count = 0;
        for (var value : values) {
            count += value instanceof Arguments spread ? spread.size() : 1;
        }
        var snapshot = new JsonSnapshot(mapper, count);
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
        } else if (value instanceof Record record && mapper == WireMapper.STANDARD) {
            var plan = PlainRecord.of(record.getClass());
            return plan != null && PlainWriter.write(record, plan, buffer);
        } else {
            return false;
        }
        return true;
    }
}
