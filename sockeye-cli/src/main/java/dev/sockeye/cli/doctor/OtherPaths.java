package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Answer;
import dev.sockeye.cli.probe.ProbeException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Looks for Socket.IO at other paths, where something else answers at the one that was asked for. */
final class OtherPaths {
    private static final int NOT_FOUND = 404;

    private OtherPaths() {}

    static Finding look(Visit visit, Answer answer, String seen) {
        for (var candidate : candidates(visit.target()).entrySet()) {
            var path = candidate.getKey();
            if (isSocketIo(visit, path)) {
                visit.found(path);
                return Finding.fail(candidate.getValue(), seen + "; but Socket.IO answers at " + path);
            }
        }
        var page = answer.first("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).contains("html"))
                .isPresent();
        return Finding.fail(
                answer.status() == NOT_FOUND
                        ? ServerProblems.NOT_FOUND
                        : page ? ServerProblems.WEB_PAGE : ServerProblems.SOMETHING_ELSE,
                seen);
    }

    private static Map<String, Problem> candidates(Target target) {
        var asked = target.path();
        var paths = new LinkedHashMap<String, Problem>();
        paths.put(asked + asked.substring(1), ServerProblems.PREFIX_REMOVED);
        target.namespace().map(path -> path.endsWith("/") ? path : path + '/').ifPresent(path -> {
            paths.put(path + "socket.io/", ServerProblems.WRONG_PATH);
            paths.put(path, ServerProblems.WRONG_PATH);
        });
        paths.put(Target.USUAL_PATH, ServerProblems.WRONG_PATH);
        paths.put(asked.substring(0, asked.length() - 1), ServerProblems.NO_SLASH);
        paths.put("/engine.io/", ServerProblems.WRONG_PATH);
        paths.put("/api/socket.io/", ServerProblems.WRONG_PATH);
        paths.put("/ws/", ServerProblems.WRONG_PATH);
        paths.remove(asked);
        paths.remove("");
        return paths;
    }

    private static boolean isSocketIo(Visit visit, String path) {
        try {
            var answer = visit.handshake(new Browser(visit.target().at(path), visit.cookies()), visit.eio());
            var open = OpenPacket.ofBody(answer.body());
            open.ifPresent(packet -> visit.elsewhere(packet.sid(), path));
            return open.isPresent() || EngineError.of(answer).isPresent();
        } catch (ProbeException e) {
            return false;
        }
    }
}
