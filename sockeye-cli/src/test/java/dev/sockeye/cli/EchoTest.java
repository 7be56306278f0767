package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoTest {
    private Service echo;
    private Peer peer;

    @BeforeEach
    void start() {
        echo = Servers.echo();
        peer = Peer.ready(echo.port());
    }

    @AfterEach
    void stop() {
        peer.close();
        echo.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",null",
                ",1.50,1e2,12345678901234567890,-0",
                ",{\"b\":1,\"a\":{\"1\":2,\"0\":[]}},[null,[true]]",
                ",\"\\u0000 \\ud800 🐟\""
            })
    void messageComesBackUntouched(String args) {
        peer.send("42[\"message\"" + args + "]");

        assertThat(peer.next()).isEqualTo("42[\"message-back\"" + args + "]");
    }

    @Test
    void binaryComesBackWhereverItIsNested() {
        peer.send(
                "452-[\"message\",{\"z\":{\"_placeholder\":true,\"num\":0},\"a\":[{\"_placeholder\":true,\"num\":1}]},7]");
        peer.send(new byte[] {1, 2}).send(new byte[0]);

        assertThat(peer.next())
                .isEqualTo(
                        "452-[\"message-back\",{\"z\":{\"_placeholder\":true,\"num\":0},\"a\":[{\"_placeholder\":true,\"num\":1}]},7]");
        assertThat(peer.nextBytes()).containsExactly(1, 2);
        assertThat(peer.nextBytes()).isEmpty();
    }

    @Test
    void messageWithAckIsAnsweredWithTheSameArguments() {
        peer.send("4217[\"message-with-ack\",1.0,null,{\"a\":\"b\"}]");

        assertThat(peer.next()).isEqualTo("4317[1.0,null,{\"a\":\"b\"}]");
    }

    @Test
    void authIsEmittedAsItWasGiven() {
        try (var other = Peer.join(echo.port(), "/custom", "{\"n\":1.00,\"a\":null}")) {
            assertThat(other.next()).isEqualTo("42/custom,[\"auth\",{\"n\":1.00,\"a\":null}]");
        }
    }

    @Test
    void broadcastReachesAllAndOthersAllButTheSender() {
        try (var other = Peer.ready(echo.port());
                var old = Peer.old(echo.port(), "")) {
            assertThat(old.next()).isEqualTo("42[\"auth\",{}]");

            peer.send("42[\"others\",{\"x\":1}]").send("42[\"broadcast\",\"all\"]");

            assertThat(peer.next()).isEqualTo("42[\"broadcast\",\"all\"]");
            assertThat(other.next()).isEqualTo("42[\"others\",{\"x\":1}]");
            assertThat(other.next()).isEqualTo("42[\"broadcast\",\"all\"]");
            assertThat(old.next()).isEqualTo("42[\"others\",{\"x\":1}]");
            assertThat(old.next()).isEqualTo("42[\"broadcast\",\"all\"]");
        }
    }

    @Test
    void roomsAreJoinedListedReachedAndLeft() {
        peer.send("420[\"join\",\"a room\"]").expect("430\\[\"joined\"\\]");
        peer.send("421[\"rooms\"]").expect("431\\[\\[\"[\\w-]{20}\",\"a room\"\\]\\]");
        try (var other = Peer.ready(echo.port())) {
            other.send("42[\"room\",\"a room\",[1]]").send("42[\"room\",\"nobody\",[2]]");
            assertThat(peer.next()).isEqualTo("42[\"room\",[1]]");
            peer.send("422[\"leave\",\"a room\"]").expect("432\\[\"left\"\\]");
            other.send("42[\"room\",\"a room\",[3]]").send("42[\"broadcast\",4]");
            assertThat(peer.next()).isEqualTo("42[\"broadcast\",4]");
            assertThat(other.next()).isEqualTo("42[\"broadcast\",4]");
        }
    }

    @Test
    void handshakeTellsQueryHeadersAndAuth() {
        peer.send("420[\"handshake\"]");

        assertThat(peer.next())
                .startsWith("430[{\"query\":{\"EIO\":\"4\",\"transport\":\"websocket\"},\"headers\":{")
                .contains("\"sec-websocket-version\":\"13\"")
                .endsWith("\"auth\":{}}]");
    }

    @Test
    void askEmitsAQuestionAndItsAnswer() {
        peer.send("42[\"ask\",1,\"two\"]").expect("42\\d+\\[\"question\",1,\"two\"\\]");
        peer.send("430[\"an\",{\"answer\":null}]");

        assertThat(peer.next()).isEqualTo("42[\"answer\",\"an\",{\"answer\":null}]");
    }

    @Test
    void burstCountsInOrder() {
        peer.send("42[\"burst\",300]");

        for (var i = 0; i < 300; i++) {
            assertThat(peer.next()).isEqualTo("42[\"burst\"," + i + "]");
        }
    }

    @Test
    void volatileComesBackToWhoReads() {
        peer.send("42[\"volatile\",{\"x\":1}]");

        assertThat(peer.next()).isEqualTo("42[\"volatile-back\",{\"x\":1}]");
    }

    @Test
    void kickTakesOneNamespaceOrTheWholeConnection() {
        peer.send("40/custom,").expect("40/custom,.*").expect("42/custom,\\[\"auth\",\\{\\}\\]");
        peer.send("42/custom,[\"kick\"]");
        assertThat(peer.next()).isEqualTo("41/custom,");
        peer.send("42[\"message\",1]");
        assertThat(peer.next()).isEqualTo("42[\"message-back\",1]");

        peer.send("42[\"kick\",true]");

        assertThat(peer.socket().closeCode()).isNotEqualTo(-1);
    }

    @Test
    void dropClosesTheConnection() {
        peer.send("42[\"drop\"]");

        assertThat(peer.socket().closeCode()).isNotEqualTo(1006);
    }

    @Test
    void guardedAdmitsTheTokenAloneAndRefusesOthersWithAHint() {
        peer.send("40/guarded,{\"token\":\"guess\"}");
        assertThat(peer.next())
                .isEqualTo("44/guarded,{\"message\":\"Not authorized\",\"data\":{\"code\":401,\"hint\":\"token\"}}");

        peer.send("40/guarded,{\"token\":\"let-me-in\"}").expect("40/guarded,\\{\"sid\":.*");
        assertThat(peer.next()).isEqualTo("42/guarded,[\"auth\",{\"token\":\"let-me-in\"}]");
    }

    @Test
    void guardedAdmitsTheTokenInTheQueryOfAnOldClientsNamespace() {
        try (var old = Peer.old(echo.port(), "&token=nothing")) {
            assertThat(old.next()).isEqualTo("42[\"auth\",{}]");

            old.send("40/guarded?token=let-me-in,");

            assertThat(old.next()).isEqualTo("40/guarded,");
            assertThat(old.next()).isEqualTo("42/guarded,[\"auth\",{\"token\":\"let-me-in\"}]");
        }
    }

    @Test
    void oldClientsGetBinaryBack() {
        try (var old = Peer.old(echo.port(), "")) {
            assertThat(old.next()).isEqualTo("42[\"auth\",{}]");

            old.send("451-3[\"message-with-ack\",{\"_placeholder\":true,\"num\":0}]")
                    .send(new byte[] {9});

            assertThat(old.next()).isEqualTo("461-3[{\"_placeholder\":true,\"num\":0}]");
            assertThat(old.nextBytes()).containsExactly(9);
        }
    }
}
