package dev.sockeye.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Is the {@code sockeye} command: it only knows its sub-commands. */
@Command(
        name = "sockeye",
        description = "Socket.IO for Java: 2.x and 4.x clients on one port.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ServeCommand.class,
            EchoCommand.class,
            ConnectCommand.class,
            DoctorCommand.class,
            LoadCommand.class
        },
        footerHeading = "%nFor the options of a command: sockeye COMMAND --help%n")
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in before it runs the command.
    private CommandSpec spec;

    private Main() {}

    /** Runs a command; ends the process with 1 where it failed, and with 2 where it was called wrongly. */
    public static void main(String... args) {
        var code = commandLine().execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setUsageHelpLongOptionsMaxWidth(28)
                .setUsageHelpAutoWidth(true)
                // An @ is part of a value, such as @token.json, not a file with more arguments.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(Failures::wrongCall)
                .setExecutionExceptionHandler(Failures::failed);
    }

    /** Shows what there is to choose from. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Which command? There are serve, echo, connect, doctor and load.");
    }
}
