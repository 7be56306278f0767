package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConnectTest {
    private final Bed bed = new Bed();

    @AfterEach
    void nothingIsLeft() {
        bed.close();
    }

    @Test
    void aNamespaceIsAskedForWhenTheConnectionIsOpen() {
        var socket = bed.socket();
        var joined = socket.connect();
        assertThat(bed.engine().sent()).isEmpty();
        assertThat(socket.active()).isTrue();
        assertThat(socket.connected()).isFalse();

        bed.engine().open();
        assertThat(bed.engine().sent()).containsExactly("0");
        assertThat(joined).isNotDone();
        bed.engine().receive("0{\"sid\":\"abc\"}");

        assertThat(joined).isCompletedWithValue(socket);
        assertThat(socket.id()).contains("abc");
        assertThat(socket.connected()).isTrue();
        assertThat(bed.log()).containsExactly("connect");
    }

    @Test
    void withoutAutoConnectNothingHappensBeforeConnect() {
        var socket = bed.socket(options -> options.autoConnect(false));
        assertThat(bed.engines).isEmpty();
        assertThat(socket.active()).isFalse();

        socket.connect();

        assertThat(bed.engines).hasSize(1);
    }

    @Test
    void namespacesOfOneServerShareAConnection() {
        bed.socket();
        bed.noted(bed.socket("http://host:80/chat", options -> options));
        bed.engine().open();

        assertThat(bed.engines).hasSize(1);
        assertThat(bed.engine().sent()).containsExactly("0", "0/chat,");
        bed.engine().receive("0/chat,{\"sid\":\"b\"}");
        assertThat(bed.log()).containsExactly("/chat connect");
    }

    @Test
    void aConnectionIsNewWhereItIsAskedForOrTheNamespaceIsThereAlready() {
        bed.socket();
        bed.socket();
        bed.socket("http://host/a", options -> options.forceNew(true));
        bed.socket("http://host/b", options -> options.multiplex(false));
        bed.socket("http://host/c", options -> options.path("/other"));
        bed.socket("http://other/d", options -> options);
        assertThat(bed.engines).hasSize(6);

        bed.socket("http://host/e", options -> options);
        assertThat(bed.engines).hasSize(6);
    }

    @Test
    void aManagerIsForgottenWhenNobodyNeedsItAnyMore() {
        var first = bed.connected();
        first.disconnect();
        assertThat(bed.client.runtime().cache().size()).isZero();

        var second = bed.connected();

        assertThat(second.io()).isNotSameAs(first.io());
        first.connect();
        bed.engine().join();
        assertThat(first.connected()).isTrue();
        assertThat(bed.client.runtime().cache().size()).isOne();
    }

    @Test
    void whatTheServerIsToldIsReadAtEachJoining() {
        var token = new ArrayList<>(Map.of("token", "1").entrySet());
        var socket = bed.socket(options -> options.auth(() -> Map.ofEntries(token.get(0))));
        bed.engine().open();
        assertThat(bed.engine().sent()).containsExactly("0{\"token\":\"1\"}");

        token.set(0, Map.entry("token", "2"));
        bed.engine().fail();
        bed.seconds(1);
        bed.engine().open();
        assertThat(bed.engine().sent()).containsExactly("0{\"token\":\"2\"}");

        socket.auth(new Token("3"));
        bed.engine().fail();
        bed.seconds(1);
        bed.engine().open();
        assertThat(bed.engine().sent()).containsExactly("0{\"token\":\"3\"}");
    }

    private record Token(String token) {}

    @Test
    void theJoiningWaitsForWhatTheApplicationAnswersLater() {
        var answer = new CompletableFuture<Map<String, Integer>>();
        bed.socket(options -> options.authAsync(() -> answer));
        bed.engine().open();
        assertThat(bed.engine().sent()).isEmpty();

        answer.complete(Map.of("n", 1));

        assertThat(bed.engine().sent()).containsExactly("0{\"n\":1}");
    }

    @Test
    void anAnswerForAnEarlierConnectionIsIgnored() {
        var answers = new ArrayList<CompletableFuture<Map<String, Integer>>>();
        bed.socket(options -> options.authAsync(() -> {
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
        }));
        bed.engine().open().fail();
        bed.seconds(1);
        bed.engine().open();

        answers.get(0).complete(Map.of("n", 1));
        assertThat(bed.engine().sent()).isEmpty();
        answers.get(1).complete(Map.of("n", 2));

        assertThat(bed.engine().sent()).containsExactly("0{\"n\":2}");
    }

    @Test
    void whereTheApplicationFailsToAnswerItIsAskedAgain() {
        var asked = new ArrayList<Integer>();
        bed.socket(options -> options.auth(() -> {
            asked.add(1);
            if (asked.size() < 3) {
                throw new IllegalStateException("no token");
            }
            return Map.of();
        }));
        bed.engine().open();
        assertThat(bed.log()).containsExactly("connect_error auth: java.lang.IllegalStateException: no token");

        bed.seconds(1);
        bed.seconds(2);

        assertThat(asked).hasSize(3);
        assertThat(bed.engine().sent()).containsExactly("0{}");
    }

    @Test
    void whatIsNoObjectCanNotBeTold() {
        bed.socket(options -> options.auth("text").reconnection(false));
        bed.engine().open();

        assertThat(bed.log().get(0))
                .contains("expected: what becomes a JSON object")
                .endsWith("final");
    }

    @Test
    void aRefusalIsFinalAndDoesNotDisturbOthers() {
        var chat = bed.socket("http://host/chat", options -> options);
        var socket = bed.socket();
        var joined = socket.connect();
        var errors = new ArrayList<ConnectFailedException>();
        socket.onConnectError(errors::add);
        bed.engine().open().receive("0/chat,{\"sid\":\"b\"}");

        bed.engine().receive("4{\"message\":\"no\",\"data\":{\"code\":7}}");

        assertThat(bed.log()).containsExactly("connect_error no, final");
        assertThat(errors.get(0).refused()).isTrue();
        assertThat(errors.get(0).data().orElseThrow().tree(0).get("code").intValue())
                .isEqualTo(7);
        assertThat(socket.active()).isFalse();
        assertThat(chat.connected()).isTrue();
        assertThat(bed.engine().ended).isFalse();
        assertThatThrownBy(joined::join).isInstanceOf(CompletionException.class).hasCause(errors.get(0));
        socket.connect();
        bed.engine().sent();
        bed.seconds(60);
        assertThat(bed.engine().sent()).isEmpty();
    }

    @Test
    void aConnectionThatNobodyNeedsAfterARefusalIsClosed() {
        bed.socket();
        bed.engine().open().receive("4{\"message\":\"no\"}");

        assertThat(bed.engine().ended).isTrue();
        assertThat(bed.clock.scheduled()).isZero();
        assertThat(bed.leases).isZero();
    }

    @Test
    void aServerOfTheOtherGenerationIsNamed() {
        bed.socket();
        bed.engine().open().receive("0");

        assertThat(bed.log().get(0)).contains("protocol 4").endsWith("final");
    }

    @Test
    void disconnectingWhileTheAnswerIsOnItsWayLeavesTheNamespaceThen() {
        bed.socket("http://host/chat", options -> options);
        var socket = bed.socket();
        bed.engine().open().sent();
        socket.disconnect();
        assertThat(bed.engine().sent()).isEmpty();
        var joined = socket.connect();
        assertThat(bed.engine().sent()).isEmpty();

        bed.engine().receive("0{\"sid\":\"a\"}");
        assertThat(bed.engine().sent()).containsExactly("1", "0");
        assertThat(joined).isNotDone();
        bed.engine().receive("2[\"late\"]", "0{\"sid\":\"c\"}");

        assertThat(joined).isCompleted();
        assertThat(socket.id()).contains("c");
        assertThat(bed.log()).containsExactly("connect");
    }
}
