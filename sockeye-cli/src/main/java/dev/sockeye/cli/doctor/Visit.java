package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Answer;
import dev.sockeye.cli.probe.Handshake;
import dev.sockeye.cli.probe.ProbeException;
import dev.sockeye.cli.probe.Prober;
import dev.sockeye.cli.probe.Request;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Is one look at one server: what later checks need of earlier ones, and the sessions that are to be closed. Confined to
 * the thread that makes the checks, but for {@link #ask}.
 */
final class Visit implements AutoCloseable {
    private static final Duration MOST_FOR_AN_ANSWER = Duration.ofSeconds(10);
    private static final int MOST_GOODBYES = 3;

    private final Target target;
    private final Browser browser;
    private final Cookies cookies;
    private final X509ExtendedTrustManager trust;
    private final Progress progress;
    private final Map<Need, String> lacking = new EnumMap<>(Need.class);
    private final Map<String, Integer> sessions = new ConcurrentHashMap<>();

    private List<InetAddress> addresses = List.of();
    private @Nullable Prober prober;
    private int eio;
    private @Nullable Answer handshake;
    private Optional<OpenPacket> open = Optional.empty();
    private boolean oldServer;
    private String found = "";
    private List<Answer> later = List.of();
    private Optional<Answer> post = Optional.empty();
    private String extensions = "";
    private @Nullable Silence silence;

    Visit(Target target, X509ExtendedTrustManager trust, Progress progress) {
        this.target = target;
        this.trust = trust;
        this.progress = progress;
        cookies = new Cookies(target);
        browser = new Browser(target, cookies);
        eio = target.eio().orElse(4);
    }

    Target target() {
        return target;
    }

    Browser browser() {
        return browser;
    }

    Cookies cookies() {
        return cookies;
    }

    X509ExtendedTrustManager trust() {
        return trust;
    }

    Progress progress() {
        return progress;
    }

    /** Returns how long an answer may take. */
    Duration patience() {
        return target.timeout().compareTo(MOST_FOR_AN_ANSWER) < 0 ? target.timeout() : MOST_FOR_AN_ANSWER;
    }

    // what is known not to work

    /** Says that checks which need this make no sense. */
    void lacks(Need need, String reason) {
        lacking.putIfAbsent(need, reason);
        if (need == Need.NETWORK) {
            lacking.putIfAbsent(Need.SOCKET_IO, reason);
        }
    }

    /** Returns why a check makes no sense. */
    Optional<String> lacking(Check check) {
        return lacking.entrySet().stream()
                .filter(entry -> check.needs().contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    boolean has(Need need) {
        return !lacking.containsKey(need);
    }

    // asking

    void reach(List<InetAddress> known) {
        addresses = List.copyOf(known);
    }

    List<InetAddress> addresses() {
        return addresses;
    }

    void reach(Prober working) {
        prober = working;
    }

    /** Asks, on a new connection; cookies are kept as a browser keeps them. From any thread. */
    Answer ask(Request request) {
        return ask(request, patience(), () -> {});
    }

    /** Asks, and tells when the request was sent. From any thread. */
    Answer poll(Request request, Runnable sent) {
        return ask(request, patience(), sent);
    }

    /** Asks with a patience of its own. From any thread. */
    Answer ask(Request request, Duration longer, Runnable sent) {
        var answer = prober().ask(request, longer, sent);
        cookies.take(answer);
        return answer;
    }

    Handshake webSocket(Request request) {
        var answer = prober().webSocket(request);
        cookies.take(answer.answer());
        return answer;
    }

    /** Opens a polling session, which is closed at the end of the visit. */
    Answer handshake(int revision) {
        return handshake(browser, revision);
    }

    Answer handshake(Browser other, int revision) {
        var answer = ask(other.get(revision, "polling", ""));
        OpenPacket.ofBody(answer.body()).ifPresent(this::opened);
        return answer;
    }

    /** Remembers a session, to close it. */
    void opened(OpenPacket packet) {
        sessions.put(packet.sid(), packet.eio());
    }

    /** Says that a session was opened at another path, and closes it. */
    void elsewhere(String sid, String path) {
        var revision = sessions.remove(sid);
        if (revision != null) {
            ask(new Browser(target.at(path), cookies).post(revision, sid, "1"));
        }
    }

    /** Forgets a session that has ended. */
    void ended(String sid) {
        sessions.remove(sid);
    }

    boolean isOpen(String sid) {
        return sessions.containsKey(sid);
    }

    private Prober prober() {
        if (prober == null) {
            throw new IllegalStateException("no check that needs the network may run before it was reached");
        }
        return prober;
    }

    // what was seen

    int eio() {
        return eio;
    }

    void speak(int revision) {
        eio = revision;
    }

    void handshake(Answer answer) {
        handshake = answer;
        open = OpenPacket.ofBody(answer.body());
    }

    Answer handshake() {
        if (handshake == null) {
            throw new IllegalStateException("no check that needs Socket.IO may run before it was found");
        }
        return handshake;
    }

    /** Returns the first session. */
    Optional<OpenPacket> open() {
        return open;
    }

    /** Says that this is a server of 2.x. */
    void isOld() {
        oldServer = true;
    }

    boolean old() {
        return oldServer;
    }

    void found(String path) {
        found = path;
    }

    String found() {
        return found;
    }

    void later(List<Answer> answers, Optional<Answer> posted) {
        later = List.copyOf(answers);
        post = posted;
    }

    List<Answer> later() {
        return later;
    }

    Optional<Answer> post() {
        return post;
    }

    void extensions(String accepted) {
        extensions = accepted;
    }

    String extensions() {
        return extensions;
    }

    /** Returns the idle connections, which begin to wait at the first call. */
    Silence silence() {
        if (silence == null) {
            silence = Silence.begin(this);
        }
        return silence;
    }

    /** Closes the sessions that are still open. */
    @Override
    public void close() {
        sessions.forEach((sid, revision) -> {
            try {
                // Where requests are spread over servers, one of the next meets the right one.
                for (var i = 0; i < MOST_GOODBYES; i++) {
                    if (ask(browser.post(revision, sid, "1")).status() == 200) {
                        break;
                    }
                }
            } catch (ProbeException e) {
                // The server will notice by itself.
            }
        });
        sessions.clear();
    }
}
