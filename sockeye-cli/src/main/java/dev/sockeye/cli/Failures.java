package dev.sockeye.cli;

import java.util.concurrent.CompletionException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells people what went wrong: a sentence each, no stack trace but for what nobody foresaw. */
final class Failures {
    private Failures() {}

    static int wrongCall(ParameterException e, String[] args) {
        var command = e.getCommandLine();
        var name = command.getCommandSpec().qualifiedName();
        var err = command.getErr();
        err.println(name + ": " + sentence(e));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + name + " --help'.");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String sentence(ParameterException e) {
        var commands = e.getCommandLine().getSubcommands().keySet();
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption() && !commands.isEmpty()) {
            return unmatched.getUnmatched().get(0) + ": no command (expected: " + String.join(", ", commands) + ")";
        }
        return String.valueOf(e.getMessage());
    }

    static int failed(Exception e, CommandLine command, ParseResult result) {
        var cause = e instanceof CompletionException wrapper && wrapper.getCause() != null ? wrapper.getCause() : e;
        var err = command.getErr();
        if (cause instanceof ServiceException) {
            err.println(command.getCommandSpec().qualifiedName() + ": " + cause.getMessage());
        } else {
            cause.printStackTrace(err);
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
