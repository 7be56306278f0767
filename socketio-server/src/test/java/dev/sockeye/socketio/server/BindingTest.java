package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.socketio.events.TypeRef;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Shows what arguments become, with the standard mapper and with an application's own. */
class BindingTest {
    private final List<@Nullable Object> heard = new ArrayList<>();

    enum Colour {
        RED,
        GREEN
    }

    record Nested(Optional<String> maybe, @Nullable String none, List<Colour> colours, Integer boxed) {}

    record Celsius(double degrees) {}

    @SuppressWarnings("ArrayRecordComponent") // It is sent, never compared.
    record Photo(String fileName, byte[] fileContent) {}

    record WeatherReport(Celsius dayTime, String placeName) {}

    /** Reads a text such as {@code 21C}. */
    private static final class CelsiusReader extends ValueDeserializer<Celsius> {
        @Override
        public Celsius deserialize(JsonParser parser, DeserializationContext context) {
            var text = parser.getString();
            return new Celsius(Double.parseDouble(text.substring(0, text.length() - 1)));
        }
    }

    private static JsonMapper own() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .addModule(new SimpleModule().addDeserializer(Celsius.class, new CelsiusReader()))
                .build();
    }

    private void hear(@Nullable Object value) {
        heard.add(value);
    }

    @Test
    void argumentsBecomeWhatJavaPeopleUse() {
        try (var server = new TestServer()) {
            Consumer<Socket> handlers = socket -> socket.on("record", Nested.class, this::hear)
                    .on("map", new TypeRef<Map<String, Integer>>() {}, this::hear)
                    .on("enum", Colour.class, this::hear)
                    .on("instant", Instant.class, this::hear)
                    .on("date", LocalDate.class, this::hear)
                    .on("buffer", ByteBuffer.class, buffer -> heard.add(buffer.remaining()))
                    .on("node", JsonNode.class, node -> heard.add(node.get("a").isBinary()))
                    .on("array", int[].class, this::hear);
            server.io.onConnection(handlers);
            for (var client : List.of(server.connect(), server.connect2x())) {
                heard.clear();

                client.send(
                        "2[\"record\",{\"none\":null,\"colours\":[\"RED\"],\"boxed\":1}]",
                        "2[\"map\",{\"a\":1}]",
                        "2[\"enum\",\"GREEN\"]",
                        "2[\"instant\",\"2026-01-02T03:04:05.678Z\"]",
                        "2[\"date\",\"2026-01-02\"]",
                        "2[\"array\",[1,2]]");
                assertThat(heard)
                        .containsExactly(
                                new Nested(Optional.empty(), null, List.of(Colour.RED), 1),
                                Map.of("a", 1),
                                Colour.GREEN,
                                Instant.parse("2026-01-02T03:04:05.678Z"),
                                LocalDate.of(2026, 1, 2),
                                new int[] {1, 2});
            }
            heard.clear();
            var client = server.connect();
            client.send("51-[\"buffer\",{\"_placeholder\":true,\"num\":0}]", new byte[] {1, 2, 3});
            client.send("51-[\"node\",{\"a\":{\"_placeholder\":true,\"num\":0}}]", new byte[] {1});
            assertThat(heard).containsExactly(3, true);
            assertThat(server.errors).isEmpty();
        }
    }

    @Test
    void applicationsMapperReadsAndWrites() {
        try (var server = new TestServer(builder -> builder.jsonMapper(own()))) {
            server.io.onConnection(socket -> socket.onRequest("weather", WeatherReport.class, report -> {
                heard.add(report);
                return report;
            }));
            var client = server.connect();

            client.send("21[\"weather\",{\"day_time\":\"21C\",\"place_name\":\"Here\"}]");

            assertThat(heard).containsExactly(new WeatherReport(new Celsius(21), "Here"));
            assertThat(client.received())
                    .containsExactly("31[{\"day_time\":{\"degrees\":21},\"place_name\":\"Here\"}]");
        }
    }

    @Test
    void applicationsMapperKnowsBinary() {
        try (var server = new TestServer(builder -> builder.jsonMapper(own()))) {
            server.io.onConnection(socket -> socket.on("photo", Photo.class, photo -> socket.emit("photo", photo)));
            var client = server.connect();

            client.send(
                    "51-[\"photo\",{\"file_name\":\"a\",\"file_content\":{\"_placeholder\":true,\"num\":0}}]",
                    new byte[] {1, 2});

            assertThat(client.received())
                    .containsExactly(
                            "51-[\"photo\",{\"file_name\":\"a\",\"file_content\":{\"_placeholder\":true,\"num\":0}}]",
                            "[2]");
        }
    }

    @Test
    void namesThatAreNumbersOnTheWireAreTexts() {
        try (var server = new TestServer()) {
            server.io.onConnection(socket -> socket.on("7", String.class, text -> socket.emit("8", text))
                    .onAny((event, args, ack) -> heard.add(event)));
            for (var client : List.of(server.connect(), server.connect2x())) {
                heard.clear();
                client.received();

                client.send("2[7,\"number\"]", "2[\"7\",\"text\"]");

                assertThat(heard).containsExactly("7", "7");
                assertThat(client.received()).containsExactly("2[\"8\",\"number\"]", "2[\"8\",\"text\"]");
            }
        }
    }
}
