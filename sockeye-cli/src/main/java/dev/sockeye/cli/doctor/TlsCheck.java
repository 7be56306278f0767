package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Certificates;
import dev.sockeye.cli.probe.Certificates.Fault;
import dev.sockeye.cli.probe.Endpoint;
import dev.sockeye.cli.probe.Failure;
import dev.sockeye.cli.probe.ProbeException;
import dev.sockeye.cli.probe.Prober;
import dev.sockeye.cli.probe.Tls;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at TLS and the server's certificates. */
final class TlsCheck implements Check {
    @Override
    public String id() {
        return "tls";
    }

    @Override
    public String title() {
        return "TLS";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.NETWORK);
    }

    @Override
    public Finding look(Visit visit) {
        var target = visit.target();
        if (!target.endpoint().secure()) {
            return Finding.skip("the URL is http");
        }
        try {
            var shown = Certificates.of(target.endpoint(), visit.addresses().get(0), visit.trust(), visit.patience());
            var seen = describe(shown.chain());
            if (shown.fault().isEmpty()) {
                return Finding.ok(seen);
            }
            var problem = problem(shown.fault().get());
            if (target.insecure()) {
                return Finding.warn(problem, seen + "; passed over because of --insecure");
            }
            visit.lacks(Need.NETWORK, "browsers refuse the certificate");
            return Finding.fail(problem, seen);
        } catch (ProbeException e) {
            visit.lacks(Need.NETWORK, "TLS fails");
            return Finding.fail(
                    speaksHttp(visit) ? ReachProblems.PLAIN_SPOKEN : TlsProblems.FAILED,
                    Shown.text(String.valueOf(e.getMessage())));
        }
    }

    /** Returns whether the port speaks TLS, for those who tried without. */
    static boolean speaksTls(Visit visit) {
        var server = visit.target().endpoint();
        try {
            Certificates.of(
                    new Endpoint(true, server.host(), server.port()),
                    visit.addresses().get(0),
                    visit.trust(),
                    visit.patience());
            return true;
        } catch (ProbeException e) {
            return false;
        }
    }

    private static boolean speaksHttp(Visit visit) {
        var server = visit.target().endpoint();
        var plain = new Prober(
                new Endpoint(false, server.host(), server.port()),
                visit.addresses().get(0),
                Tls.unchecked(),
                visit.patience());
        try {
            return !plain.ask(visit.browser().get(visit.eio(), "polling", ""))
                    .body()
                    .contains("plain HTTP request was sent to HTTPS port");
        } catch (ProbeException e) {
            return e.failure() == Failure.TOO_LARGE;
        }
    }

    private static Problem problem(Fault fault) {
        return switch (fault) {
            case EXPIRED -> TlsProblems.EXPIRED;
            case NOT_YET_VALID -> TlsProblems.NOT_YET_VALID;
            case WRONG_HOST -> TlsProblems.WRONG_HOST;
            case SELF_SIGNED -> TlsProblems.SELF_SIGNED;
            case INCOMPLETE_CHAIN -> TlsProblems.INCOMPLETE_CHAIN;
            case UNKNOWN_AUTHORITY -> TlsProblems.UNKNOWN_AUTHORITY;
            case OTHER -> TlsProblems.FAILED;
        };
    }

    private static String describe(List<X509Certificate> chain) {
        var own = chain.get(0);
        return "for " + Shown.text(names(own)) + ", valid from "
                + own.getNotBefore().toInstant().toString().substring(0, 10) + " to "
                + own.getNotAfter().toInstant().toString().substring(0, 10) + ", issued by "
                + Shown.text(own.getIssuerX500Principal().getName()) + ", " + chain.size()
                + (chain.size() == 1 ? " certificate sent" : " certificates sent");
    }

    private static String names(X509Certificate own) {
        try {
            var names = own.getSubjectAlternativeNames();
            return names == null
                    ? own.getSubjectX500Principal().getName()
                    : names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.joining(", "));
        } catch (CertificateParsingException e) {
            return "names that can't be read";
        }
    }
}
