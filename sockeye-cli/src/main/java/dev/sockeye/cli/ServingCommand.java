package dev.sockeye.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Is a command that serves until the process is told to end. Confined to the thread that runs it. */
abstract class ServingCommand implements Runnable {
    @Mixin
    final ServerOptions options = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in before it runs the command.
    private CommandSpec spec;

    /** Starts the server that the options describe. */
    abstract Service start();

    @Override
    public void run() {
        var service = start();
        // First: whoever reads the line may end the process at once.
        service.closeAtEnd();
        spec.commandLine().getOut().println("sockeye " + spec.name() + " ready on " + service.url());
        spec.commandLine().getOut().flush();
        service.await();
    }
}
