package dev.sockeye.cli;

import dev.sockeye.cli.chat.Chat;
import dev.sockeye.cli.chat.PageFiles;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Serves the chat and its page. */
@Command(
        name = "serve",
        description = "Serves a chat room with a page for browsers.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        footer = {
            "%nThe page is at /, with the 2.x client at /?client=2. The official browser clients are at",
            "<path>/socket.io.js (4.x) and <path>/2/socket.io.js (2.x).",
        })
final class ServeCommand extends ServingCommand {
    @Override
    Service start() {
        var io = options.server();
        Chat.open(io);
        var page = new PageFiles(io.options().engine().path());
        return Service.start(options, io, Optional.of(page), "/");
    }
}
