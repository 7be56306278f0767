package dev.sockeye.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class KernelQueuesTest {
    /** Who listens for both families has connections that the kernel keeps in another list. */
    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void whatIsSentAndNotReadIsUnderWay(int bytesOfAddress) throws IOException {
        assumeTrue(bytesOfAddress == 4 || Files.exists(Path.of("/proc/net/tcp6")), "no IPv6 here");
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        var listensOn = bytesOfAddress == 4 ? loopback : InetAddress.getByAddress(new byte[bytesOfAddress]);
        try (var listening = new ServerSocket(0, 1, listensOn);
                var client = new Socket(loopback, listening.getLocalPort());
                var server = listening.accept()) {
            server.getOutputStream().write(new byte[5_000]);

            await().untilAsserted(() -> assertThat(underWay(server)).hasValue(5_000));
            assertThat(underWay(client)).hasValue(0);

            client.getInputStream().readNBytes(4_000);

            await().untilAsserted(() -> assertThat(underWay(server)).hasValue(1_000));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void nothingIsKnownOfWhatIsNotThere(String address) {
        var nobody = new InetSocketAddress(address, 1);

        assertThat(KernelQueues.read().underWay(nobody, nobody)).isEmpty();
    }

    private static OptionalLong underWay(Socket from) {
        return KernelQueues.read().underWay((InetSocketAddress) from.getLocalSocketAddress(), (InetSocketAddress)
                from.getRemoteSocketAddress());
    }
}
