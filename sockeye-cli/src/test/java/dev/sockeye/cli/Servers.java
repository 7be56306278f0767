package dev.sockeye.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Starts the servers of the commands in this process, on free ports. */
final class Servers {
    private Servers() {}

    static Service echo(String... options) {
        var command = new EchoCommand();
        parse(command, options);
        return command.start();
    }

    static Service serve(String... options) {
        var command = new ServeCommand();
        parse(command, options);
        return command.start();
    }

    private static void parse(Object command, String... options) {
        var args = new ArrayList<>(List.of(options));
        args.addAll(List.of("--port", "0"));
        new CommandLine(command).parseArgs(args.toArray(String[]::new));
    }
}
