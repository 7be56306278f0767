package dev.sockeye.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which addresses are connected to, and from. */
final class DialTest {
    private static EngineClient client;
    private static EchoServer server;

    @BeforeAll
    static void start() {
        client = EngineClient.start(true, 1);
        server = EchoServer.start();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static Recording open(String host, UnaryOperator<EngineClientOptions.Builder> options) {
        var told = new Recording();
        client.open(
                URI.create("ws://" + host + ":" + server.host.port()),
                options.apply(EngineClientOptions.builder().transports("websocket"))
                        .build(),
                told);
        return told;
    }

    @Test
    void allAddressesOfANameAreTried() {
        // Whatever else the name stands for here: the server listens on 127.0.0.1 only.
        assertThat(open("localhost", options -> options).awaitOpen().sid()).isNotEmpty();
    }

    @Test
    void addressesOfOneKindMayBeWanted() {
        assertThat(open("localhost", options -> options.family(StandardProtocolFamily.INET))
                        .awaitOpen()
                        .sid())
                .isNotEmpty();
        assertThat(open("localhost", options -> options.family(StandardProtocolFamily.INET6))
                        .awaitClose()
                        .reason())
                .isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @Test
    void theAddressOfThisMachineMayBeChosen() throws Exception {
        server.opened.clear();
        var own = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});

        open("127.0.0.1", options -> options.localAddress(own)).awaitOpen();

        assertThat(server.opened.take().request().remote().getAddress()).isEqualTo(own);
    }
}
