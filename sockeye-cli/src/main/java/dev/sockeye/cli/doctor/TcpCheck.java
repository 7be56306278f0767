package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Failure;
import dev.sockeye.cli.probe.ProbeException;
import dev.sockeye.cli.probe.Prober;
import dev.sockeye.cli.probe.Tls;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks whether the port takes connections, at each address. */
final class TcpCheck implements Check {
    @Override
    public String id() {
        return "tcp";
    }

    @Override
    public String title() {
        return "TCP";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.NETWORK);
    }

    @Override
    public Finding look(Visit visit) {
        var target = visit.target();
        var tls = target.insecure() ? Tls.unchecked() : Tls.checked(visit.trust());
        var works = new ArrayList<InetAddress>();
        var failures = new ArrayList<Tried>();
        for (var address : visit.addresses()) {
            var prober = new Prober(target.endpoint(), address, tls, visit.patience());
            try {
                prober.connect();
                if (works.isEmpty()) {
                    visit.reach(prober);
                }
                works.add(address);
            } catch (ProbeException e) {
                failures.add(new Tried(address, e));
            }
        }
        if (works.isEmpty()) {
            visit.lacks(Need.NETWORK, "the server can't be connected to");
            return Finding.fail(problem(failures.get(0).failure().failure()), list(failures));
        }
        visit.reach(works);
        var seen = "port " + target.endpoint().port() + " of " + DnsCheck.list(works);
        // Both loopback addresses are tried by every client, and servers that listen on one of them are usual.
        return failures.isEmpty() || works.get(0).isLoopbackAddress()
                ? Finding.ok(seen)
                : Finding.warn(ReachProblems.SOME_ADDRESSES, seen + "; but " + list(failures));
    }

    private static Problem problem(Failure failure) {
        return switch (failure) {
            case REFUSED -> ReachProblems.TCP_REFUSED;
            case TIMEOUT -> ReachProblems.TCP_TIMEOUT;
            default -> ReachProblems.UNREACHABLE;
        };
    }

    private static String list(List<Tried> failures) {
        return failures.stream()
                .map(tried -> tried.address().getHostAddress() + ": "
                        + Shown.text(String.valueOf(tried.failure().getMessage())))
                .collect(Collectors.joining(", "));
    }

    private record Tried(InetAddress address, ProbeException failure) {}
}
