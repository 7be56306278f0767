package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.jdk.NumberDeserializers;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ext.javatime.ser.InstantSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.jdk.JavaUtilDateSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Teaches a mapper what is binary, how dates print, and that numbers have bounds. */
final class WireModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    // Plain digits of a decimal; beyond, some later conversion would spend the memory of many messages on one number.
    private static final int MAX_SCALE = 10_000;

    WireModule() {
        super(WireModule.class.getName());
        addSerializer(Bytes.class, new BytesSerializer());
        addSerializer(ByteBuffer.class, new ByteBufferSerializer());
        addSerializer(Date.class, new TimeSerializer<>(Date.class, Date::getTime, JavaUtilDateSerializer.instance));
        addSerializer(
                Instant.class, new TimeSerializer<>(Instant.class, Instant::toEpochMilli, InstantSerializer.INSTANCE));
        addDeserializer(byte[].class, new BinaryDeserializer<>(byte[].class, byte[]::clone));
        addDeserializer(Bytes.class, new BinaryDeserializer<>(Bytes.class, Bytes::copyOf));
        addDeserializer(
                ByteBuffer.class,
                new BinaryDeserializer<>(
                        ByteBuffer.class,
                        bytes -> ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer()));
        addDeserializer(BigDecimal.class, new DecimalDeserializer());
    }

    private static final class BytesSerializer extends StdSerializer<Bytes> {
        BytesSerializer() {
            super(Bytes.class);
        }

        @Override
        public void serialize(Bytes value, JsonGenerator generator, SerializationContext context) {
            generator.writeBinary(value.array(), value.offset(), value.length());
        }
    }

    private static final class ByteBufferSerializer extends StdSerializer<ByteBuffer> {
        ByteBufferSerializer() {
            super(ByteBuffer.class);
        }

        @Override
        public void serialize(ByteBuffer value, JsonGenerator generator, SerializationContext context) {
            var bytes = new byte[value.remaining()];
            value.duplicate().get(bytes);
            generator.writeBinary(bytes);
        }
    }

    /** Prints times as ECMAScript does, unless the application's annotation or setting says how. */
    private static final class TimeSerializer<T> extends StdSerializer<T> {
        private final Function<T, Long> millis;
        private final ValueSerializer<T> other;

        TimeSerializer(Class<T> type, Function<T, Long> millis, ValueSerializer<T> other) {
            super(type);
            this.millis = millis;
            this.other = other;
        }

        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty property) {
            var format = findFormatOverrides(context, property, handledType());
            return format.hasPattern()
                            || format.hasShape()
                            || context.isEnabled(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    ? other.createContextual(context, property)
                    : this;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            var epochMillis = millis.apply(value);
            if (generator instanceof ValueGenerator ours) {
                ours.writeInstant(epochMillis);
            } else {
                generator.writeString(IsoInstant.text(Instant.ofEpochMilli(epochMillis)));
            }
        }
    }

    /** Takes what came as binary, and never a text that might be base64. */
    private static final class BinaryDeserializer<T> extends StdDeserializer<T> {
        private final Function<byte[], T> make;

        BinaryDeserializer(Class<T> type, Function<byte[], T> make) {
            super(type);
            this.make = make;
        }

        @Override
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT
                    && parser.getEmbeddedObject() instanceof byte[] bytes) {
                return make.apply(bytes);
            }
            @SuppressWarnings("unchecked") // what a problem handler returns was checked by Jackson
            var handled = (T) context.handleUnexpectedToken(getValueType(context), parser);
            return handled;
        }
    }

    private static final class DecimalDeserializer extends StdDeserializer<BigDecimal> {
        DecimalDeserializer() {
            super(BigDecimal.class);
        }

        @Override
        public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
            var value = NumberDeserializers.BigDecimalDeserializer.instance.deserialize(parser, context);
            if (value != null && Math.abs((long) value.scale()) > MAX_SCALE) {
                return context.reportInputMismatch(this, "a number's exponent is too large");
            }
            return value;
        }
    }
}
