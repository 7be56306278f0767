package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Answer;
import dev.sockeye.cli.probe.ProbeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/** Looks whether the requests of a session meet: two sessions, three requests each, each on a connection of its own. */
final class SessionCheck implements Check {
    private static final String NOOP = "6";
    private static final String CLOSE = "1";

    @Override
    public String id() {
        return "session";
    }

    @Override
    public String title() {
        return "Session";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.POLLING);
    }

    @Override
    public Finding look(Visit visit) {
        var first = visit.open().orElseThrow();
        var second = OpenPacket.ofBody(visit.handshake(visit.eio()).body());
        if (second.isPresent() && second.get().sid().equals(first.sid())) {
            visit.lacks(Need.SESSION, "sessions are not one's own");
            return Finding.fail(SessionProblems.CACHED, "two handshakes, one session id");
        }
        var answers = new ArrayList<Answer>();
        var posts = new ArrayList<Answer>();
        for (var packet : second.map(other -> List.of(first, other)).orElse(List.of(first))) {
            exchange(visit, packet, answers, posts);
        }
        visit.later(
                answers,
                posts.stream()
                        .filter(post -> post.status() != 200)
                        .findFirst()
                        .or(() -> posts.stream().findFirst()));
        return judge(visit, answers);
    }

    private static Finding judge(Visit visit, List<Answer> answers) {
        var unknown = answers.stream()
                .filter(answer -> EngineError.of(answer)
                        .filter(error -> error.code() == EngineError.SESSION_UNKNOWN)
                        .isPresent())
                .findFirst();
        var lost = unknown.or(() -> answers.stream()
                .filter(answer -> answer.status() != 200 && !answer.headers().isEmpty())
                .filter(answer -> EngineError.of(answer).isPresent())
                .findFirst());
        if (lost.isEmpty()) {
            return Finding.ok(answers.size() + " later requests on new connections reached their sessions");
        }
        visit.lacks(Need.SESSION, "requests of a session do not reach it");
        var seen = "a session was opened, then: " + Shown.answer(lost.get());
        if (visit.target().ownPage() && EngineError.forbids(lost.get())) {
            return Finding.fail(CorsProblems.OWN_PAGE, seen);
        } else if (unknown.isEmpty()) {
            return Finding.fail(SessionProblems.LOST, seen);
        }
        var cookies = visit.cookies().lost();
        return cookies.isEmpty()
                ? Finding.fail(SessionProblems.NOT_STICKY, seen)
                : Finding.fail(
                        SessionProblems.STICKY_COOKIE,
                        seen + "; cookies that are not sent back: " + Shown.text(String.join(", ", cookies)));
    }

    private static void exchange(Visit visit, OpenPacket session, List<Answer> answers, List<Answer> posts) {
        var browser = visit.browser();
        var revision = visit.eio();
        var written = new CountDownLatch(1);
        var poll = CompletableFuture.supplyAsync(
                () -> visit.poll(browser.get(revision, "polling", "&sid=" + session.sid()), written::countDown));
        try {
            // The poll must be there before the session is closed.
            poll.whenComplete((answer, failure) -> written.countDown());
            written.await();
            posts.add(visit.ask(browser.post(revision, session.sid(), NOOP)));
            posts.add(visit.ask(browser.post(revision, session.sid(), CLOSE)));
            if (posts.get(posts.size() - 1).status() == 200) {
                visit.ended(session.sid());
            }
            answers.add(poll.join());
        } catch (CompletionException e) {
            // What holds for waiting polls is looked at later; another failure than a silent server is ours.
            if (!(e.getCause() instanceof ProbeException)) {
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answers.addAll(posts.subList(Math.max(0, posts.size() - 2), posts.size()));
    }
}
