package dev.sockeye.cli.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks the host up. */
final class DnsCheck implements Check {
    private static final int MOST = 4;

    @Override
    public String id() {
        return "dns";
    }

    @Override
    public String title() {
        return "DNS";
    }

    @Override
    public Set<Need> needs() {
        return Set.of();
    }

    @Override
    public Finding look(Visit visit) {
        var host = visit.target().endpoint().host();
        // Java's look-up has no time-out of its own.
        var lookUp = new FutureTask<>(() -> InetAddress.getAllByName(host));
        var thread = new Thread(lookUp, "sockeye-dns");
        thread.setDaemon(true);
        thread.start();
        try {
            var addresses = Stream.of(lookUp.get(visit.patience().toMillis(), TimeUnit.MILLISECONDS))
                    .limit(MOST)
                    .toList();
            visit.reach(addresses);
            return Finding.ok(list(addresses));
        } catch (ExecutionException e) {
            return fail(visit, e.getCause() instanceof UnknownHostException ? "no address" : "the look-up failed");
        } catch (TimeoutException e) {
            return fail(visit, "no answer of the name server within " + Shown.seconds(visit.patience()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail(visit, "interrupted");
        }
    }

    static String list(List<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    }

    private static Finding fail(Visit visit, String seen) {
        visit.lacks(Need.NETWORK, "the host has no address");
        return Finding.fail(ReachProblems.DNS_UNKNOWN, visit.target().endpoint().host() + ": " + seen);
    }
}
