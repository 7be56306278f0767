package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.client.CloseReason;
import dev.sockeye.engineio.protocol.EngineRevision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class Protocol4Test {
    private final Bed bed = new Bed();

    @AfterEach
    void nothingIsLeft() {
        bed.close();
    }

    private Socket socket(String uri) {
        return bed.noted(bed.socket(uri, options -> options.protocol(ClientProtocol.V4)));
    }

    @Test
    void theServerJoinsTheMainNamespaceByItself() {
        var socket = socket("http://host");
        assertThat(bed.engine().options.revision()).isEqualTo(EngineRevision.V3);
        assertThat(bed.engine().options.withCredentials()).isTrue();
        bed.engine().open();
        assertThat(socket.connected()).isFalse();

        bed.engine().receive("0");

        assertThat(bed.engine().sent()).isEmpty();
        assertThat(socket.id()).contains("engine-sid");
        assertThat(bed.log()).containsExactly("connect");
    }

    @Test
    void otherNamespacesAreAskedForWithTheirQuery() {
        var socket = socket("http://host/chat?token=a%20b&x=1,2");
        assertThat(bed.engine().options.query()).containsEntry("token", "a b");
        bed.engine().open().receive("0");
        assertThat(bed.engine().sent()).containsExactly("0/chat?token=a%20b&x=1%2C2,");

        bed.engine().receive("0/chat");

        assertThat(socket.id()).contains("/chat#engine-sid");
        assertThat(bed.log()).containsExactly("/chat connect");
    }

    @Test
    void eachNamespaceHasAQueryOfItsOwn() {
        bed.socket(
                "http://host/a", options -> options.protocol(ClientProtocol.V4).namespaceQuery(Map.of("room", "1")));
        bed.socket("http://host/b?room=2", options -> options.protocol(ClientProtocol.V4));
        bed.engine().open();

        assertThat(bed.engine().sent()).containsExactly("0/a?room=1,", "0/b?room=2,");
    }

    @Test
    void theMainNamespaceIsThereForThoseWhoComeLater() {
        socket("http://host/chat");
        bed.engine().open().receive("0", "0/chat").sent();
        var late = socket("http://host");
        assertThat(late.connected()).isTrue();

        late.disconnect();
        assertThat(bed.engine().sent()).containsExactly("1");
        late.connect();
        assertThat(bed.engine().sent()).containsExactly("0");
        bed.engine().receive("0");
        assertThat(late.connected()).isTrue();
    }

    @Test
    void aMainNamespaceThatTheServerTookAwayIsAskedFor() {
        socket("http://host/chat");
        var root = socket("http://host");
        bed.engine().open().receive("0", "0/chat", "1").sent();
        assertThat(root.active()).isFalse();

        root.connect();

        assertThat(bed.engine().sent()).containsExactly("0");
    }

    @Test
    void refusalsOfBothFormsAreUnderstood() {
        var errors = new ArrayList<ConnectFailedException>();
        for (var namespace : new String[] {"a", "b", "c"}) {
            socket("http://host/" + namespace).onConnectError(errors::add);
        }
        bed.engine()
                .open()
                .receive("4/a,\"Invalid namespace\"", "4/b,{\"code\":1}", "4/c,{\"message\":\"Invalid namespace\"}");

        assertThat(errors)
                .extracting(Throwable::getMessage)
                .containsExactly("Invalid namespace", "refused", "Invalid namespace");
        assertThat(errors.get(1).data().orElseThrow().tree(0).get("code").intValue())
                .isOne();
    }

    @Test
    void errorsOfAConnectedSocketAreEvents() {
        var socket = socket("http://host");
        var errors = new ArrayList<String>();
        socket.on("error", String.class, text -> errors.add(text));
        bed.engine().open().receive("0", "4\"not now\"");

        assertThat(errors).containsExactly("not now");
        assertThat(socket.connected()).isTrue();
    }

    @Test
    void reservedNamesAreIgnored() {
        socket("http://host");
        bed.engine().open().receive("0", "2[\"disconnect\"]", "2[\"ok\"]");
        assertThat(bed.log()).containsExactly("connect", "event ok");
    }

    @Test
    void latencyIsTold() {
        var socket = socket("http://host");
        var told = new ArrayList<Duration>();
        socket.io().onPong(told::add);
        bed.engine().open().pong(Duration.ofMillis(7));
        assertThat(told).containsExactly(Duration.ofMillis(7));
    }

    @Test
    void whichRevisionIsSpokenIsFoundOutByTheRefusal() {
        var socket = bed.socket(options -> options.protocol(ClientProtocol.AUTO));
        assertThat(bed.engine().options.revision()).isEqualTo(EngineRevision.V4);
        bed.engine().refuse(400, "{\"code\":5,\"message\":\"Unsupported protocol version\"}");
        assertThat(bed.engines).hasSize(2);
        assertThat(bed.engine().options.revision()).isEqualTo(EngineRevision.V3);
        bed.engine().open().receive("0");
        assertThat(bed.log()).containsExactly("connect");

        bed.engine().lose(CloseReason.TRANSPORT_CLOSE);
        bed.seconds(1);
        assertThat(bed.engine().options.revision()).isEqualTo(EngineRevision.V3);
        socket.disconnect();
        bed.socket(options -> options.protocol(ClientProtocol.AUTO));
        assertThat(bed.engine().options.revision()).isEqualTo(EngineRevision.V3);
    }

    @Test
    void aServerThatAnswersInOlderWordsIsSpokenToInThem() {
        bed.socket(options -> options.protocol(ClientProtocol.AUTO));
        bed.engine().refuse(200, "97:0{\"sid\":\"a\"}2:40");
        assertThat(bed.engine().options.revision()).isEqualTo(EngineRevision.V3);
        assertThat(bed.log()).isEmpty();
    }

    @Test
    void aServerThatJoinsByItselfIsSpokenToAnew() {
        var socket = bed.socket(options -> options.protocol(ClientProtocol.AUTO));
        bed.engine().open().receive("0");
        assertThat(bed.engines).hasSize(2);
        assertThat(bed.engines.get(0).ended).isTrue();
        bed.engine().open().receive("0");

        assertThat(socket.connected()).isTrue();
        assertThat(bed.log()).containsExactly("connect");
    }

    @Test
    void whereNeitherIsSpokenTheAttemptFails() {
        bed.socket(options -> options.protocol(ClientProtocol.AUTO));
        bed.engine().refuse(400, "{\"code\":5}");
        bed.engine().refuse(400, "{\"code\":5}");

        assertThat(bed.log()).containsExactly("connect_error xhr poll error");
        bed.seconds(1);
        assertThat(bed.engine().options.revision()).isEqualTo(EngineRevision.V4);
    }
}
