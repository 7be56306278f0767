package dev.sockeye.interop.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.socketio.client.ClientProtocol;
import dev.sockeye.socketio.protocol.MessagePackParser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The revisions, parsers, cookies and limits that the Java client can be told. */
class JavaClientProtocolTest {
    static Stream<Way> ways() {
        return Way.all();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void findsOutWhichRevisionTheServerSpeaks(Way way) throws Exception {
        var only = way.target() == Target.SOCKEYE ? List.of("--only-4") : List.<String>of();
        var revision = way.target() == Target.OFFICIAL_2 ? EngineRevision.V3 : EngineRevision.V4;
        try (var exam = Exam.start(way.target(), only.toArray(String[]::new));
                var probe = Probe.connected(exam.url(), way.options().protocol(ClientProtocol.AUTO))) {
            assertThat(probe.ask("ack", "understood").get(0, String.class)).isEqualTo("understood");
            assertThat(probe.socket.io().engine().orElseThrow().revision()).isEqualTo(revision);

            // The second time it is known.
            var again = probe.client.socket(
                    exam.url(),
                    way.options().protocol(ClientProtocol.AUTO).forceNew(true).build());
            again.connect().get(15, TimeUnit.SECONDS);
            assertThat(again.io().engine().orElseThrow().revision()).isEqualTo(revision);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"OFFICIAL_2", "OFFICIAL_4", "SOCKEYE", "SOCKEYE_TO_OLD_CLIENTS"})
    void speaksMessagePack(Target target) throws Exception {
        try (var exam = Exam.start(target, "--parser", "msgpack")) {
            for (var transport : Way.Transport.values()) {
                var options = new Way(target, transport).options().parser(MessagePackParser.INSTANCE);
                try (var probe = Probe.connected(exam.url(), options)) {
                    var answer = probe.ask("ack", Map.of("a", 1), new byte[] {1, 2, 3}, "ü");
                    assertThat(answer.tree(0).get("a").asInt()).isEqualTo(1);
                    assertThat(answer.get(1, byte[].class)).containsExactly(1, 2, 3);
                    assertThat(answer.get(2, String.class)).isEqualTo("ü");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"OFFICIAL_2", "OFFICIAL_4"})
    void sendsCookiesBackWhereItIsTold(Target target) throws Exception {
        try (var exam = Exam.start(target, "--cookie", "io")) {
            var way = new Way(target, Way.Transport.WEBSOCKET);
            for (var kept : List.of(true, false)) {
                var options = way.options().transports("polling", "websocket").withCredentials(kept);
                try (var probe = Probe.connected(exam.url(), options)) {
                    // The cookie comes with the first answer; the next connection has it, where it lasts.
                    probe.socket.io().engine().orElseThrow().close();
                    probe.reaches("disconnect forced close");
                    probe.reaches("connect");
                    var headers = probe.ask("handshake").tree(0).get("headers");
                    assertThat(headers.has("cookie")).isIn(kept, false);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void batchesFitWhatTheServerTakes(Target target) throws Exception {
        try (var exam = Exam.start(target, "--max-payload", "20000")) {
            var options = new Way(target, Way.Transport.POLLING).options();
            var told = target == Target.OFFICIAL_4 || target == Target.SOCKEYE;
            try (var probe = Probe.connected(exam.url(), options)) {
                var answers = java.util.stream.IntStream.range(0, 20)
                        .mapToObj(i -> probe.socket.emitWithAck("ack", "x".repeat(told ? 5_000 : 500)))
                        .toList();
                for (var answer : answers) {
                    assertThat(answer.get(15, TimeUnit.SECONDS).size()).isEqualTo(1);
                }
                assertThat(probe.diary).isEmpty();
            }
        }
    }
}
