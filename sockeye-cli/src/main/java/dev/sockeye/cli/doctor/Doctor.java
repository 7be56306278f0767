package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Certificates;
import dev.sockeye.cli.probe.ProbeException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.X509ExtendedTrustManager;

/** Looks at a Socket.IO server as a browser would, and says what is wrong. Thread-safe. */
public final class Doctor {
    private static final List<Check> CHECKS = List.of(
            new UrlCheck(),
            new MixedContentCheck(),
            new DnsCheck(),
            new TcpCheck(),
            new TlsCheck(),
            new SocketIoCheck(),
            new ProtocolCheck(),
            new OriginCheck(),
            new CredentialsCheck(),
            new PreflightCheck(),
            new PrivateNetworkCheck(),
            new VaryCheck(),
            new CookieCheck(),
            new SessionCheck(),
            new PostCheck(),
            new LaterCheck(),
            new WebSocketCheck(),
            new ForeignOriginCheck(),
            new UpgradeCheck(),
            new CompressionCheck(),
            new LongPollCheck(),
            new HeartbeatCheck());

    private final X509ExtendedTrustManager trust;
    private final Progress progress;

    /** Trusts the authorities that Java trusts. */
    public Doctor(Progress progress) {
        this(progress, Certificates.authorities(null));
    }

    Doctor(Progress progress, X509ExtendedTrustManager trust) {
        this.progress = progress;
        this.trust = trust;
    }

    /**
     * Looks at a server. Blocks until all is seen; each answer has the question's time-out.
     *
     * @throws IllegalArgumentException if the question has no sense
     */
    public Report look(Question question) {
        var target = Target.of(question);
        var entries = new ArrayList<Report.Entry>();
        try (var visit = new Visit(target, trust, progress)) {
            if (!target.crossOrigin()) {
                visit.lacks(
                        Need.OTHER_ORIGIN,
                        target.page().isEmpty() ? "no --origin was given" : "the page is of the server's own origin");
            }
            for (var check : CHECKS) {
                var finding = look(check, visit);
                var words = new Words(target, visit.found());
                entries.add(new Report.Entry(
                        check.id(),
                        check.title(),
                        new Finding(
                                finding.mark(),
                                finding.seen(),
                                finding.problem().map(words::in))));
            }
        }
        return new Report(target, entries);
    }

    private Finding look(Check check, Visit visit) {
        var reason = visit.lacking(check);
        if (reason.isPresent()) {
            return Finding.skip(reason.get());
        }
        var waiting = progress.during("... " + check.title());
        try {
            return check.look(visit);
        } catch (ProbeException e) {
            return Finding.fail(SocketIoCheck.problem(e.failure()), Shown.text(String.valueOf(e.getMessage())));
        } finally {
            waiting.close();
        }
    }
}
