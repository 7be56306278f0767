package dev.sockeye.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sockeye.cli.probe.Certificates;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TcpCheckTest {
    @Test
    void anAddressThatDoesNotAnswerBesideOneThatDoesIsNamed() throws IOException {
        var own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
        assumeThat(own).isPresent();

        try (var server = new ServerSocket(0, 50, own.get())) {
            var finding = look(server.getLocalPort(), List.of(own.get(), InetAddress.getLoopbackAddress()));

            assertThat(finding.mark()).isEqualTo(Mark.WARN);
            assertThat(finding.problem().orElseThrow().id()).isEqualTo("tcp-some-addresses");
            assertThat(finding.seen()).contains("but 127.0.0.1: ");
        }
    }

    @Test
    void oneOfTheLoopbackAddressesIsEnough() throws IOException {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var finding = look(
                    server.getLocalPort(),
                    List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), InetAddress.getLoopbackAddress()));

            assertThat(finding.mark()).isEqualTo(Mark.OK);
        }
    }

    private static Finding look(int port, List<InetAddress> addresses) {
        var question = new Question(
                "http://name.example:" + port,
                Optional.empty(),
                false,
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Duration.ofSeconds(2),
                false);
        var progress = new Progress(new PrintWriter(Writer.nullWriter()));
        try (var visit = new Visit(Target.of(question), Certificates.authorities(null), progress)) {
            visit.reach(addresses);
            return new TcpCheck().look(visit);
        }
    }
}
