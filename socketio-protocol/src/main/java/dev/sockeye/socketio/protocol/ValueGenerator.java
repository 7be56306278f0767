package dev.sockeye.socketio.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteCapability;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TreeNode;
import tools.jackson.core.Version;
import tools.jackson.core.json.JsonWriteContext;
import tools.jackson.core.util.JacksonFeatureSet;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes what a mapper writes. It bounds the depth, so that a structure that contains itself ends in an exception and not in
 * an overflow, and leaves to its heirs what becomes of each value. Confined to one call.
 */
abstract class ValueGenerator extends JsonGenerator {
    /** Deeper than anything that can be received; shallow enough for any stack. */
    static final int MAX_DEPTH = 500;

    private static final JacksonFeatureSet<StreamWriteCapability> CAPABILITIES =
            JacksonFeatureSet.fromDefaults(StreamWriteCapability.values());

    private final JsonMapper wire;
    private JsonWriteContext context = JsonWriteContext.createRootContext(null);

    ValueGenerator(JsonMapper wire) {
        this.wire = wire;
    }

    /**
     * Writes one value by the mapper.
     *
     * @throws ArgumentException if it can't be written
     */
    final void write(@Nullable Object value) {
        context = JsonWriteContext.createRootContext(null);
        try {
            wire.writeValue(this, value);
        } catch (RuntimeException | StackOverflowError e) {
            throw new ArgumentException(sentence(value, e), e);
        }
    }

    private static String sentence(@Nullable Object value, Throwable thrown) {
        var type = value == null ? "null" : value.getClass().getTypeName();
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ArgumentException ours) {
                return type + " can't be encoded: " + ours.getMessage();
            }
        }
        return type + " can't be encoded";
    }

    // What the heirs do.

    abstract void startArray();

    abstract void endArray();

    abstract void startObject();

    abstract void endObject();

    /** Takes a name, or is about to take a value; {@code status} is what {@link JsonWriteContext} says of its place. */
    abstract void before(int status);

    abstract void name(String name);

    abstract void string(String value);

    abstract void integer(long value);

    abstract void integer(BigInteger value);

    abstract void decimal(double value);

    abstract void decimal(float value);

    abstract void decimal(BigDecimal value);

    abstract void bool(boolean value);

    abstract void nothing();

    abstract void binary(byte[] array, int offset, int length);

    abstract void instant(long epochMillis);

    abstract void argument(Argument argument);

    // What our own serializers call.

    final void writeInstant(long epochMillis) {
        value();
        instant(epochMillis);
    }

    final void writeArgument(Argument value) {
        value();
        argument(value);
    }

    // What Jackson's serializers call.

    private void value() {
        before(context.writeValue());
    }

    private void deeper() {
        if (context.getNestingDepth() >= MAX_DEPTH) {
            throw new ArgumentException("nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    @Override
    public final JsonGenerator writeStartArray() {
        return writeStartArray(null);
    }

    @Override
    public final JsonGenerator writeStartArray(@Nullable Object currentValue, int size) {
        return writeStartArray(currentValue);
    }

    @Override
    public final JsonGenerator writeStartArray(@Nullable Object currentValue) {
        deeper();
        value();
        context = context.createChildArrayContext(currentValue);
        startArray();
        return this;
    }

    @Override
    public final JsonGenerator writeEndArray() {
        context = context.clearAndGetParent();
        endArray();
        return this;
    }

    @Override
    public final JsonGenerator writeStartObject() {
        return writeStartObject(null);
    }

    @Override
    public final JsonGenerator writeStartObject(@Nullable Object currentValue, int size) {
        return writeStartObject(currentValue);
    }

    @Override
    public final JsonGenerator writeStartObject(@Nullable Object currentValue) {
        deeper();
        value();
        context = context.createChildObjectContext(currentValue);
        startObject();
        return this;
    }

    @Override
    public final JsonGenerator writeEndObject() {
        context = context.clearAndGetParent();
        endObject();
        return this;
    }

    @Override
    public final JsonGenerator writeName(String name) {
        before(context.writeName(name));
        name(name);
        return this;
    }

    @Override
    public final JsonGenerator writeName(SerializableString name) {
        return writeName(name.getValue());
    }

    @Override
    public final JsonGenerator writePropertyId(long id) {
        return writeName(Long.toString(id));
    }

    @Override
    public final JsonGenerator writeString(@Nullable String text) {
        if (text == null) {
            return writeNull();
        }
        value();
        string(text);
        return this;
    }

    @Override
    public final JsonGenerator writeString(Reader reader, int length) {
        try {
            var text = new StringWriter();
            reader.transferTo(text);
            var whole = text.toString();
            return writeString(length < 0 || length > whole.length() ? whole : whole.substring(0, length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final JsonGenerator writeString(char[] buffer, int offset, int length) {
        return writeString(new String(buffer, offset, length));
    }

    @Override
    public final JsonGenerator writeString(SerializableString value) {
        return writeString(value.getValue());
    }

    @Override
    public final JsonGenerator writeRawUTF8String(byte[] buffer, int offset, int length) {
        return _reportUnsupportedOperation();
    }

    @Override
    public final JsonGenerator writeUTF8String(byte[] buffer, int offset, int length) {
        return writeString(new String(buffer, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public final JsonGenerator writeRaw(String text) {
        return _reportUnsupportedOperation();
    }

    @Override
    public final JsonGenerator writeRaw(String text, int offset, int length) {
        return _reportUnsupportedOperation();
    }

    @Override
    public final JsonGenerator writeRaw(char[] text, int offset, int length) {
        return _reportUnsupportedOperation();
    }

    @Override
    public final JsonGenerator writeRaw(char c) {
        return _reportUnsupportedOperation();
    }

    /** Takes text that claims to be JSON ({@code @JsonRawValue}), and checks it: a packet with bad JSON ends connections. */
    @Override
    public final JsonGenerator writeRawValue(String json) {
        writeArgument(JsonArguments.of(json).element(0));
        return this;
    }

    @Override
    public final JsonGenerator writeRawValue(String text, int offset, int length) {
        return writeRawValue(text.substring(offset, offset + length));
    }

    @Override
    public final JsonGenerator writeRawValue(char[] text, int offset, int length) {
        return writeRawValue(new String(text, offset, length));
    }

    @Override
    public final JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
        value();
        binary(data, offset, length);
        return this;
    }

    @Override
    public final int writeBinary(Base64Variant variant, InputStream data, int length) {
        try {
            var bytes = length < 0 ? data.readAllBytes() : data.readNBytes(length);
            writeBinary(variant, bytes, 0, bytes.length);
            return bytes.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final JsonGenerator writeNumber(short value) {
        return writeNumber((long) value);
    }

    @Override
    public final JsonGenerator writeNumber(int value) {
        return writeNumber((long) value);
    }

    @Override
    public final JsonGenerator writeNumber(long value) {
        value();
        integer(value);
        return this;
    }

    @Override
    public final JsonGenerator writeNumber(BigInteger value) {
        value();
        integer(value);
        return this;
    }

    @Override
    public final JsonGenerator writeNumber(double value) {
        value();
        decimal(value);
        return this;
    }

    @Override
    public final JsonGenerator writeNumber(float value) {
        value();
        decimal(value);
        return this;
    }

    @Override
    public final JsonGenerator writeNumber(BigDecimal value) {
        value();
        decimal(value);
        return this;
    }

    @Override
    public final JsonGenerator writeNumber(String encoded) {
        return writeNumber(new BigDecimal(encoded));
    }

    @Override
    public final JsonGenerator writeBoolean(boolean value) {
        value();
        bool(value);
        return this;
    }

    @Override
    public final JsonGenerator writeNull() {
        value();
        nothing();
        return this;
    }

    @Override
    public final JsonGenerator writePOJO(@Nullable Object pojo) throws JacksonException {
        if (pojo == null) {
            return writeNull();
        }
        wire.writeValue(this, pojo);
        return this;
    }

    @Override
    public final JsonGenerator writeTree(@Nullable TreeNode node) {
        return writePOJO(node);
    }

    // What a generator must know of itself.

    @Override
    public final Version version() {
        return Version.unknownVersion();
    }

    @Override
    public final TokenStreamContext streamWriteContext() {
        return context;
    }

    @Override
    public final ObjectWriteContext objectWriteContext() {
        return ObjectWriteContext.empty();
    }

    @Override
    public final @Nullable Object streamWriteOutputTarget() {
        return null;
    }

    @Override
    public final int streamWriteOutputBuffered() {
        return -1;
    }

    @Override
    public final @Nullable Object currentValue() {
        return context.currentValue();
    }

    @Override
    public final void assignCurrentValue(@Nullable Object value) {
        context.assignCurrentValue(value);
    }

    @Override
    public final JsonGenerator configure(StreamWriteFeature feature, boolean state) {
        return this;
    }

    @Override
    public final boolean isEnabled(StreamWriteFeature feature) {
        return false;
    }

    @Override
    public final int streamWriteFeatures() {
        return 0;
    }

    @Override
    public final boolean has(StreamWriteCapability capability) {
        return CAPABILITIES.isEnabled(capability);
    }

    @Override
    public final JacksonFeatureSet<StreamWriteCapability> streamWriteCapabilities() {
        return CAPABILITIES;
    }

    @Override
    public final void flush() {}

    @Override
    public final boolean isClosed() {
        return false;
    }

    @Override
    public final void close() {}
}
