package dev.sockeye.socketio.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import tools.jackson.core.json.JsonWriteContext;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a mapper produces as JSON with placeholders. Confined to one call. */
final class JsonValueGenerator extends ValueGenerator {
    private final JsonSink sink;
    private final JsonBuffer buffer;
    private boolean placeholderName;

    JsonValueGenerator(JsonMapper wire, JsonSink sink) {
        super(wire);
        this.sink = sink;
        this.buffer = sink.buffer();
    }

    @Override
    void before(int status) {
        if (status == JsonWriteContext.STATUS_OK_AFTER_COMMA) {
            buffer.put(',');
        } else if (status == JsonWriteContext.STATUS_OK_AFTER_COLON) {
            buffer.put(':');
        }
    }

    @Override
    void startArray() {
        buffer.put('[');
    }

    @Override
    void endArray() {
        buffer.put(']');
    }

    @Override
    void startObject() {
        buffer.put('{');
        placeholderName = false;
    }

    @Override
    void endObject() {
        buffer.put('}');
    }

    @Override
    void name(String name) {
        buffer.string(name);
        placeholderName = name.equals("_placeholder");
    }

    @Override
    void string(String value) {
        buffer.string(value);
    }

    @Override
    void integer(long value) {
        buffer.number(value);
    }

    @Override
    void integer(BigInteger value) {
        buffer.ascii(value.toString());
    }

    @Override
    void decimal(double value) {
        buffer.number(value);
    }

    @Override
    void decimal(float value) {
        buffer.ascii(EcmaNumber.json(value));
    }

    @Override
    void decimal(BigDecimal value) {
        buffer.ascii(value.toString());
    }

    @Override
    void bool(boolean value) {
        buffer.ascii(Boolean.toString(value));
        // Directly behind its name; within a nested array it would be another one's value.
        if (value && placeholderName && streamWriteContext().inObject()) {
            sink.lookalike();
        }
    }

    @Override
    void nothing() {
        buffer.ascii("null");
    }

    @Override
    void binary(byte[] array, int offset, int length) {
        sink.binary(array, offset, length);
    }

    @Override
    void instant(long epochMillis) {
        buffer.string(IsoInstant.text(Instant.ofEpochMilli(epochMillis)));
    }

    @Override
    void argument(Argument argument) {
        if (argument.owner() instanceof JsonArguments owner) {
            owner.copy(argument.index(), sink);
        } else {
            // Its place in the context is taken: what follows is written as if it stood alone.
            new JsonValueGenerator(WireMapper.TREES, sink).write(argument.tree());
        }
    }
}
