package dev.sockeye.cli;

import java.util.Optional;
import picocli.CommandLine.Command;

/** Serves {@link Echo}. */
@Command(
        name = "echo",
        description = "Serves clients under test: sends back what they send, in each way there is.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        footer = {
            "%nOn connection, in /, /custom and (with token=let-me-in) /guarded: emits auth(payload). Then:",
            "  message(...args)            emits message-back(...args)",
            "  message-with-ack(...args)   acknowledges with the same",
            "  record(object)              emits record-back(object), read and written anew",
            "  broadcast(x), others(x)     emits it to all, to all others",
            "  join(room), leave(room)     acknowledges joined, left",
            "  room(room, x)               emits room(x) to that room",
            "  rooms(), handshake()        acknowledges with what is known",
            "  ask(...args)                emits question(...args), then answer(...its answer)",
            "  burst(n)                    emits burst(0) to burst(n-1)",
            "  volatile(x)                 emits volatile-back(x), if it can leave at once",
            "  kick(close), drop()         disconnects the socket, closes the connection",
        })
final class EchoCommand extends ServingCommand {
    @Override
    Service start() {
        var io = options.server();
        Echo.install(io);
        return Service.start(
                options, io, Optional.empty(), io.options().engine().path() + '/');
    }
}
